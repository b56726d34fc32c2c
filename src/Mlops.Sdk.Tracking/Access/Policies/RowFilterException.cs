namespace Mlops.Sdk;

/// <summary>Why a policy does not fit a dataset. It never tells a value of the data.</summary>
internal sealed class RowFilterException(string why) : Exception(why);
