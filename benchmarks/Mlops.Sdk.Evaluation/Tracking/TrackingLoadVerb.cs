using System.Diagnostics;

namespace Mlops.Sdk.Evaluation;

/// <summary>tracking-load --dir D --runs N --points P --processes K: what a workspace bears. The directory must not hold a workspace yet.</summary>
internal static class TrackingLoadVerb
{
    public static async Task<JsonResult> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        string directory = Path.GetFullPath(arguments.Required("dir"));
        int runs = (int)arguments.Number("runs", 5000), points = (int)arguments.Number("points", 1_000_000), processes = (int)arguments.Number("processes", 8);
        if (runs < 10 || points < 1000 || processes < 1) throw new ArgumentException("--runs must be at least 10, --points at least 1,000 and --processes at least 1.");
        if (File.Exists(Path.Combine(directory, "workspace.db"))) throw new ArgumentException($"'{directory}' already holds a workspace. Give a directory that is not there yet.");
        var load = new TrackingLoad(new JsonResult(), directory, arguments.Seed, cancellationToken);
        await load.RunAsync(runs, points, processes);
        return load.Result;
    }
}
