using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class Run
{
    /// <summary>How often the run was started: 1, and one more for every <see cref="Workspace.ResumeRunAsync"/>.</summary>
    public int Attempt { get; }

    internal static Run Resumed(Workspace workspace, RunInfo info)
    {
        var run = new Run(workspace, new RunStarted(info.Id, info.Experiment, info.Name, info.ParentId, info.StartedAt, info.Seed, []), info.Attempt + 1);
        foreach ((string name, RunMetric metric) in info.Metrics) run._nextSteps[name] = metric.LastStep == long.MaxValue ? long.MaxValue : metric.LastStep + 1;
        foreach ((string name, string value) in info.Params) run._params[name] = value;
        run._fits = info.Artifacts.Count(artifact => artifact.Path.StartsWith(FitRecord.Folder, StringComparison.Ordinal));
        return run;
    }

    /// <summary>What can be missing from a run whose process died: what it had buffered, and no more.</summary>
    internal static FindingLogged LossOf(RunInfo info, int capacity)
    {
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"Attempt {info.Attempt} ended without a word; its lease ran out at {info.LeaseUntil:yyyy-MM-dd HH:mm:ss}Z. All that was awaited is there. Of what Log, LogParam, SetTag and SetNote had only buffered, up to {capacity + RunBuffer.LargestBatch} records of its last moments may be missing.");
        return new FindingLogged(info.Id, new RunFinding("resume", new Finding("RUN001", Severity.Warning, null, message)));
    }
}
