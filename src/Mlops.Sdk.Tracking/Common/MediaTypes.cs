namespace Mlops.Sdk;

internal static class MediaTypes
{
    public static string Of(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => "text/html",
        ".JSON" => "application/json",
        ".TXT" or ".LOG" => "text/plain",
        ".MD" => "text/markdown",
        ".CSV" => "text/csv",
        ".SVG" => "image/svg+xml",
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".PARQUET" => "application/vnd.apache.parquet",
        ".ZIP" => "application/zip",
        ".MLOPS" => "application/vnd.mlops.bundle",
        _ => "application/octet-stream",
    };
}
