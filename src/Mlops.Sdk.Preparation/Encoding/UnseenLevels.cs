namespace Mlops.Sdk;

/// <summary>What becomes of a level, under one-hot, that was not seen at fit.</summary>
public enum UnseenLevels
{
    /// <summary>What becomes of a missing value: 0 in every column, or 1 in <c>NAME=(missing)</c>.</summary>
    AsMissing,

    /// <summary>What becomes of a rare level: 1 in <c>NAME=(rare)</c>, or 0 in every column where there was none.</summary>
    AsRare,

    /// <summary>1 in a column of its own, <c>NAME=(unseen)</c>, which is 0 in all rows of the training data.</summary>
    OwnColumn,
}
