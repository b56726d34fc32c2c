using System.Collections.Immutable;
using Npgsql;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Writes of any number of batches, gathered into a few statements over arrays: what is set is set once, to its last value, and each series is touched once.
/// Of all writes, the starts of runs come first and the points last. Which attempts they come from is asked before the first of them.
/// </summary>
internal sealed class RunBatch
{
    // The kinds of values, as they are stored.
    private const int Param = 0, Tag = 1, Fact = 2;
    private readonly Dictionary<string, RunStarted> _starts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Run, int Kind, string Name), string> _values = [];
    private readonly Dictionary<(string Run, DatasetRole Role, string Name), RunDataset> _datasets = [];
    private readonly Dictionary<(string Run, string Path), RunArtifact> _artifacts = [];
    private readonly List<FindingLogged> _findings = [];
    private readonly List<RunWrite> _changes = [];
    private readonly List<RunWrite> _points = [];
    private readonly HashSet<RunFenced> _fences = [];
    private readonly List<string> _audited = [];
    private int _others;

    /// <summary>The runs that end in it.</summary>
    public HashSet<string> Ended { get; } = new(StringComparer.Ordinal);

    public void Clear()
    {
        _starts.Clear();
        _values.Clear();
        _datasets.Clear();
        _artifacts.Clear();
        _findings.Clear();
        _changes.Clear();
        _points.Clear();
        _fences.Clear();
        _audited.Clear();
        _others = 0;
        Ended.Clear();
    }

    public int Add(IReadOnlyList<RunWrite> writes)
    {
        foreach (RunWrite write in writes)
        {
            switch (write)
            {
                case MetricLogged or MetricsLogged: _points.Add(write); break;
                case RunStarted started: _starts.TryAdd(write.RunId, started); break;
                case ParamSet param: _values[(write.RunId, Param, param.Name)] = param.Value; break;
                case TagSet tag: _values[(write.RunId, Tag, tag.Name)] = tag.Value; break;
                case FactSet fact: _values[(write.RunId, Fact, fact.Name)] = fact.Value; break;
                case DatasetLogged { Dataset: RunDataset data }: _datasets[(write.RunId, data.Role, data.Name)] = data; break;
                case ArtifactLogged { Artifact: RunArtifact file }: _artifacts[(write.RunId, file.Path)] = file; break;
                case ArtifactErased erased:
                    _artifacts.Remove((write.RunId, erased.Path));
                    _changes.Add(write);
                    break;
                case FindingLogged finding: _findings.Add(finding); break;
                case RunEnded or RunLeased or RunResumed or RunDeleted or NoteSet: _changes.Add(write); break;
                case RunAudited: _audited.Add(write.RunId); break;
                case RunFenced fence: _fences.Add(fence); break;
                default: throw new NotSupportedException($"The PostgreSQL store cannot write {write.GetType().Name}.");
            }

            if (write is not (MetricLogged or RunFenced)) _others++;
            if (write is RunEnded) Ended.Add(write.RunId);
        }

        return writes.Count;
    }

    /// <summary>The runs that are written to by an attempt, and these attempts.</summary>
    public (string[] Runs, int[] Attempts)? Fences => _fences.Count == 0 ? null : ([.. _fences.Select(fence => fence.RunId)], [.. _fences.Select(fence => fence.Attempt)]);

    /// <summary>The one point that is all there is to write, and the attempt that it comes from, or 0; null when there is anything else.</summary>
    public (MetricLogged Point, int Attempt)? OnePoint =>
        _others > 0 || _points is not [MetricLogged point] || _fences.Count > 1 ? null
        : _fences.Count == 0 ? (point, 0)
        : _fences.Single() is { } fence && fence.RunId == point.RunId ? (point, fence.Attempt) : null;

    /// <summary>The statements, in their order.</summary>
    public IEnumerable<NpgsqlBatchCommand> Commands(SchemaName schema)
    {
        if (_starts.Count > 0)
        {
            yield return RunBatchSql.AddExperiments(schema, _starts.Values);
            yield return RunBatchSql.AddRuns(schema, _starts.Values);
        }

        // What only updates a run that is not there would pass unnoticed; a foreign key guards everything else.
        string[] required = [.. _changes.Where(change => change is not RunLeased).Select(change => change.RunId).Concat(_audited).Where(id => !_starts.ContainsKey(id)).Distinct(StringComparer.Ordinal)];
        if (required.Length > 0) yield return PostgreSqlRows.Command(schema.Sql("SELECT mlops.require_runs($1)"), [required]);
        foreach (RunWrite change in _changes) yield return RunBatchSql.Change(schema, change);
        if (_values.Count > 0) yield return RunBatchSql.SetValues(schema, _values);
        foreach (((string run, _, _), RunDataset data) in _datasets) yield return RunBatchSql.SetDataset(schema, run, data);
        foreach (((string run, _), RunArtifact file) in _artifacts) yield return RunBatchSql.SetArtifact(schema, run, file);
        if (_findings.Count > 0) yield return RunBatchSql.AddFindings(schema, _findings);
        foreach (NpgsqlBatchCommand command in SeriesBatch.Commands(schema, _points)) yield return command;
        if (Ended.Count > 0) yield return SeriesMerger.Ask(schema, [.. Ended]);
    }
}
