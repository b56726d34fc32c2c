namespace Mlops.Sdk.Tracking.Tests.Support;

/// <summary>Finds what is under tests/ReferenceData.</summary>
internal static class ReferenceFiles
{
    public static string Path(params string[] parts)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !Directory.Exists(System.IO.Path.Combine(folder, "tests", "ReferenceData"))) folder = System.IO.Path.GetDirectoryName(folder);
        return System.IO.Path.Combine([folder ?? throw new DirectoryNotFoundException("tests/ReferenceData is not above the test."), "tests", "ReferenceData", .. parts]);
    }
}
