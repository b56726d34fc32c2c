using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>A run while its rows are read.</summary>
internal sealed class RunParts(RunInfo run)
{
    private readonly ImmutableSortedDictionary<string, string>.Builder[] _values =
        [.. Enumerable.Range(0, 3).Select(_ => ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal))];

    private readonly ImmutableSortedDictionary<string, RunMetric>.Builder _metrics = ImmutableSortedDictionary.CreateBuilder<string, RunMetric>(StringComparer.Ordinal);

    public ImmutableArray<RunArtifact>.Builder Artifacts { get; } = ImmutableArray.CreateBuilder<RunArtifact>();

    public ImmutableArray<RunFinding>.Builder Findings { get; } = ImmutableArray.CreateBuilder<RunFinding>();

    public ImmutableArray<RunDataset>.Builder Datasets { get; } = ImmutableArray.CreateBuilder<RunDataset>();

    /// <summary>Kind 0 is a parameter, 1 a tag, 2 a fact; what a later version may add is passed over.</summary>
    public void Add(int kind, string name, string value)
    {
        if (kind < _values.Length) _values[kind][name] = value;
    }

    public void Add(RunMetric metric) => _metrics[metric.Name] = metric;

    public RunInfo Build() => run with
    {
        Params = _values[0].ToImmutable(),
        Tags = _values[1].ToImmutable(),
        Facts = _values[2].ToImmutable(),
        Metrics = _metrics.ToImmutable(),
        Artifacts = Artifacts.ToImmutable(),
        Findings = Findings.ToImmutable(),
        Datasets = Datasets.ToImmutable(),
    };
}
