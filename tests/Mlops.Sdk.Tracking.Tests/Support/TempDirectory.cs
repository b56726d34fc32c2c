using System.Globalization;

namespace Mlops.Sdk.Tracking.Tests.Support;

/// <summary>A directory that is gone after the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    private static readonly SortableIds s_ids = new(TimeProvider.System);

    public TempDirectory() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"mlops-tracking-{Environment.ProcessId}-{s_ids.Next()}"));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string OnlyBlob() => Directory.EnumerateFiles(File("artifacts"), "*", SearchOption.AllDirectories).Single();

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
