namespace Mlops.Sdk;

/// <summary>What is done with bytes that are not valid text in the encoding of the file.</summary>
public enum InvalidTextHandling
{
    /// <summary>An error that names the line.</summary>
    Error,

    /// <summary>They become the replacement character U+FFFD.</summary>
    Replace,
}
