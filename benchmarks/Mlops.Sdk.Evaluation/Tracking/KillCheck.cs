namespace Mlops.Sdk.Evaluation;

/// <summary>Compares what a workspace holds with what was acknowledged, and looks for anything half written.</summary>
internal sealed class KillCheck(Workspace workspace, Acknowledgements said, CancellationToken cancellationToken)
{
    private const int MostShown = 50;
    private readonly List<string> _problems = [];

    public long Found { get; private set; }

    public long Lost { get; private set; }

    public int HalfWritten { get; private set; }

    public IReadOnlyList<string> Problems => _problems;

    public async Task RunAsync()
    {
        foreach (string run in said.Runs) Count(await workspace.Runs.FindAsync(run, cancellationToken) is not null, 1, $"run {run} is not there");
        foreach (((string run, string metric), long last) in said.LastPoints) await CheckPointsAsync(run, metric, last);
        foreach ((string run, string path) in said.Files) await CheckFileAsync(run, path);
        foreach ((string run, string status) in said.Ends)
            Count((await workspace.Runs.FindAsync(run, cancellationToken))?.Status.ToString() == status, 1, $"run {run} does not stand as {status}");
        await CheckVersionsAsync();
        WorkspaceVerification verification = await workspace.VerifyAsync(cancellationToken);
        foreach (WorkspaceProblem problem in verification.Problems) Half($"{problem.Kind}: {problem.Place}: {problem.Message}");
    }

    private async Task CheckPointsAsync(string run, string metric, long last)
    {
        IReadOnlyList<MetricPoint> points = await workspace.Runs.HistoryAsync(run, metric, cancellationToken);
        long whole = 0;
        while (whole < points.Count && points[(int)whole].Value == whole && points[(int)whole].Step == whole) whole++;
        Found += Math.Min(whole, last + 1);
        if (whole <= last) Lose(last + 1 - whole, $"run {run} lost points of {metric} from {whole} on; {last} was acknowledged");
        if (whole < points.Count) Half($"run {run}: the points of {metric} are out of order at {whole}");
        if (metric == "batch" && points.Count % KillWriter.BatchPoints != 0) Half($"run {run}: a batch of {metric} is there in part ({points.Count} points)");
    }

    private async Task CheckFileAsync(string run, string path)
    {
        try
        {
            using var text = new StreamReader(await workspace.Runs.OpenArtifactAsync(run, path, cancellationToken));
            Count((await text.ReadToEndAsync(cancellationToken)).EndsWith(run, StringComparison.Ordinal), 1, $"run {run} has another content of {path}");
        }
        catch (MlopsException e)
        {
            Lose(1, e.Message);
        }
    }

    private async Task CheckVersionsAsync()
    {
        IReadOnlyList<ModelVersion> versions = (await workspace.Models.ListModelsAsync(cancellationToken)).Contains("killed") ? await workspace.Models.ListVersionsAsync("killed", cancellationToken) : [];
        HashSet<int> numbers = [.. versions.Select(version => version.Version)];
        foreach (int version in said.Versions) Count(numbers.Contains(version), 1, $"version {version} is not there");
        HashSet<int?> moves = [.. (await workspace.Models.AliasHistoryAsync("killed", KillWriter.Alias, cancellationToken)).Select(change => change.Version)];
        foreach (int version in said.AliasMoves) Count(moves.Contains(version), 1, $"the move of the alias to version {version} is not in its history");
        foreach (int? version in moves.Where(version => version is int number && !numbers.Contains(number))) Half($"the alias was given to version {version}, which is not there");
        foreach (ModelVersion version in versions) await LoadAsync(version);
    }

    private async Task LoadAsync(ModelVersion version)
    {
        try
        {
            await workspace.Models.LoadAsync(version.Reference, cancellationToken: cancellationToken);
        }
        catch (MlopsException e)
        {
            Half($"{version} does not load: {e.Message}");
        }
    }

    private void Count(bool isThere, long weight, string otherwise)
    {
        if (isThere) Found += weight;
        else Lose(weight, otherwise);
    }

    private void Lose(long count, string problem)
    {
        Lost += count;
        Tell(problem);
    }

    private void Half(string problem)
    {
        HalfWritten++;
        Tell(problem);
    }

    private void Tell(string problem)
    {
        if (_problems.Count < MostShown) _problems.Add(problem);
    }
}
