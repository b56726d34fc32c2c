namespace Mlops.Sdk;

/// <summary>What a file holds.</summary>
internal enum InputFormat
{
    Parquet,
    Csv,
    Json,
}
