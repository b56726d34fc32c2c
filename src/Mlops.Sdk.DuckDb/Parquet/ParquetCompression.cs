namespace Mlops.Sdk;

/// <summary>How the pages of a Parquet file are compressed.</summary>
public enum ParquetCompression
{
    /// <summary>Zstandard: small, and fast to read.</summary>
    Zstandard,

    /// <summary>Snappy: larger, the fastest to write; read by every program.</summary>
    Snappy,

    /// <summary>Gzip.</summary>
    Gzip,

    /// <summary>Not at all.</summary>
    None,
}
