using System.Collections.Immutable;

namespace Mlops.Sdk.Extensibility;

/// <summary>A run while its rows are read.</summary>
/// <param name="run">The run without its parts.</param>
public sealed class RunParts(RunInfo run)
{
    private readonly ImmutableSortedDictionary<string, string>.Builder[] _values =
        [.. Enumerable.Range(0, 3).Select(_ => ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal))];

    private readonly ImmutableSortedDictionary<string, RunMetric>.Builder _metrics = ImmutableSortedDictionary.CreateBuilder<string, RunMetric>(StringComparer.Ordinal);

    /// <summary>Its files, to be added by path.</summary>
    public ImmutableArray<RunArtifact>.Builder Artifacts { get; } = ImmutableArray.CreateBuilder<RunArtifact>();

    /// <summary>Its findings, to be added in their order.</summary>
    public ImmutableArray<RunFinding>.Builder Findings { get; } = ImmutableArray.CreateBuilder<RunFinding>();

    /// <summary>Its datasets, to be added by role and name.</summary>
    public ImmutableArray<RunDataset>.Builder Datasets { get; } = ImmutableArray.CreateBuilder<RunDataset>();

    /// <summary>Adds a parameter, tag or fact.</summary>
    /// <param name="kind">0 for a parameter, 1 for a tag, 2 for a fact; what a later version may add is passed over.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public void Add(int kind, string name, string value)
    {
        if (kind >= 0 && kind < _values.Length) _values[kind][name] = value;
    }

    /// <summary>Adds a metric.</summary>
    /// <param name="metric">The metric.</param>
    public void Add(RunMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        _metrics[metric.Name] = metric;
    }

    /// <summary>The run with its parts.</summary>
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
