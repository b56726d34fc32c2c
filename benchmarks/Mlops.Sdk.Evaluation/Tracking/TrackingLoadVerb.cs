using System.Diagnostics;

namespace Mlops.Sdk.Evaluation;

/// <summary>tracking-load --dir D --runs N --points P --processes K [--postgres CONNECTION]: what a workspace bears, in a directory or in PostgreSQL. It must not be there yet.</summary>
internal static class TrackingLoadVerb
{
    public static async Task<JsonResult> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        LoadPlace place = LoadPlace.From(arguments);
        int runs = (int)arguments.Number("runs", 5000), points = (int)arguments.Number("points", 1_000_000), processes = (int)arguments.Number("processes", 8);
        if (runs < 10 || points < 1000 || processes < 1) throw new ArgumentException("--runs must be at least 10, --points at least 1,000 and --processes at least 1.");
        await place.RequireEmptyAsync(cancellationToken);
        var load = new TrackingLoad(new JsonResult(), place, arguments.Seed, cancellationToken);
        await load.RunAsync(runs, points, processes);
        return load.Result;
    }
}
