using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// A run that is going on. Safe from many threads. <c>Log</c>, <c>LogParam</c>, <c>SetTag</c> and <c>SetNote</c> buffer and return at once; what is awaited is durable when it returns.
/// A process that slept beyond its lease, while another resumed the run, cannot write to it any more: what it awaits is refused (MLO6037).
/// It ends once: by <see cref="CompleteAsync"/>, <see cref="FailAsync"/> or <see cref="CancelAsync"/>; a run that is disposed before that counts as interrupted. <see cref="Workspace.RunAsync(string, Func{Run, Task}, CancellationToken)"/> does all this by itself.
/// </summary>
public sealed partial class Run : IAsyncDisposable
{
    private readonly Workspace _workspace;
    private readonly RunBuffer _buffer;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _nextSteps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _params = new(StringComparer.Ordinal);
    private SystemMetrics? _system;
    private int _ending;
    private int _fits;
    private RunStatus _status;

    internal Run(Workspace workspace, RunStarted started, int attempt = 1)
    {
        Attempt = attempt;
        workspace.Leases.Add(started.RunId, attempt);
        _workspace = workspace;
        Fence = new RunFenced(started.RunId, attempt);
        _buffer = new RunBuffer(workspace, Fence, workspace.Options.BufferCapacity);
        Id = started.RunId;
        Experiment = started.Experiment;
        Name = started.Name;
        ParentId = started.ParentId;
        Seed = started.Seed;
    }

    internal Workspace Workspace => _workspace;

    /// <summary>What each batch of this attempt begins with.</summary>
    internal RunFenced Fence { get; }

    internal void LogSystemMetrics(TimeSpan interval) => _system = new SystemMetrics(this, _workspace.Options.Time, interval);

    /// <summary>The id: 26 characters that sort by start.</summary>
    public string Id { get; }

    /// <summary>The experiment.</summary>
    public string Experiment { get; }

    /// <summary>The name for people, if one was given.</summary>
    public string? Name { get; }

    /// <summary>The run that this one is nested in, if any.</summary>
    public string? ParentId { get; }

    /// <summary>The seed that every random choice of the run comes from.</summary>
    public ulong Seed { get; }

    /// <summary>Where the run stands.</summary>
    public RunStatus Status => _status;

    /// <summary>Logs a value of a metric, buffered.</summary>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="value">The value; NaN and the infinities are kept.</param>
    /// <param name="step">The step; null for the one after the last.</param>
    /// <exception cref="MlopsException">MLO6032: the run is over.</exception>
    public void Log(string metric, double value, long? step = null) => Add(Point(Known(metric), value, step));

    /// <summary>Sets a parameter, buffered. A parameter is set once; the same value again changes nothing.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, of any length.</param>
    /// <exception cref="MlopsException">MLO6033: it has another value; MLO6032: the run is over.</exception>
    public void LogParam(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            if (_params.TryGetValue(name, out string? held))
            {
                if (held == value) return;
                throw TrackingErrors.ParamChanged(Id, name, held, value);
            }

            _params.Add(Names.Key(name), value);
        }

        Add(new ParamSet(Id, name, value));
    }

    /// <summary>Sets a parameter, buffered, written in the invariant culture.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="MlopsException">MLO6033: it has another value; MLO6032: the run is over.</exception>
    public void LogParam(string name, IFormattable value)
    {
        ArgumentNullException.ThrowIfNull(value);
        LogParam(name, value.ToString(null, CultureInfo.InvariantCulture));
    }

    /// <summary>Sets a parameter to <c>true</c> or <c>false</c>, buffered.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="MlopsException">MLO6033: it has another value; MLO6032: the run is over.</exception>
    public void LogParam(string name, bool value) => LogParam(name, value ? "true" : "false");

    /// <summary>Sets a tag, buffered; the last value stands.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="MlopsException">MLO6032: the run is over.</exception>
    public void SetTag(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Add(new TagSet(Id, Names.Key(name), value));
    }

    /// <summary>Sets the note, buffered; the last text stands.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="MlopsException">MLO6032: the run is over.</exception>
    public void SetNote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Add(new NoteSet(Id, text));
    }

    /// <summary>Logs a value of a metric; it is durable when the task ends, and so is all that was logged before.</summary>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="value">The value; NaN and the infinities are kept.</param>
    /// <param name="step">The step; null for the one after the last.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    public Task LogMetricAsync(string metric, double value, long? step = null, CancellationToken cancellationToken = default) =>
        WriteAsync(Point(Known(metric), value, step), cancellationToken);

    /// <summary>Logs many values of a metric in one transaction; they are durable when the task ends.</summary>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="points">The points, in their order.</param>
    /// <param name="cancellationToken">Stops the call as long as the write has not begun.</param>
    public Task LogMetricAsync(string metric, IReadOnlyCollection<MetricPoint> points, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        Names.Key(metric);
        if (points.Count == 0) return Task.CompletedTask;
        lock (_gate) _nextSteps[metric] = Math.Max(_nextSteps.GetValueOrDefault(metric), points.Max(point => point.Step) + 1);
        return WriteAsync(new MetricsLogged(Id, metric, [.. points]), cancellationToken);
    }

    /// <summary>Waits until everything logged so far is durable.</summary>
    /// <param name="cancellationToken">Stops the wait, not the writing.</param>
    /// <exception cref="MlopsException">MLO6034: something could not be stored; MLO6037: another process has resumed the run.</exception>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _buffer.FlushAsync(cancellationToken);

    /// <summary>Starts a run that is nested in this one.</summary>
    /// <param name="options">How it starts; its parent is this run and its experiment this run's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task<Run> StartChildAsync(RunOptions? options = null, CancellationToken cancellationToken = default) =>
        _workspace.StartRunAsync(Experiment, (options ?? new RunOptions { Seed = Seed }) with { ParentId = Id }, cancellationToken);

    /// <summary>Its experiment and id.</summary>
    public override string ToString() => $"{Experiment} {Id} ({Status})";

    /// <summary>Queues a record of the SDK's own, and lets a run that is over pass.</summary>
    internal void Observe(RunWrite write) => _ = _buffer.TryAdd(write);

    /// <summary>Queues a metric of the SDK's own.</summary>
    internal void Observe(string metric, double value, long? step) => Observe(Point(metric, value, step));

    private string Known(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        lock (_gate)
            if (_nextSteps.ContainsKey(metric)) return metric;
        return Names.Key(metric);
    }

    private MetricLogged Point(string metric, double value, long? step)
    {
        DateTimeOffset now = _workspace.Options.Time.GetUtcNow();
        lock (_gate)
        {
            long next = _nextSteps.GetValueOrDefault(metric);
            long at = step ?? next;
            _nextSteps[metric] = at == long.MaxValue ? at : Math.Max(next, at + 1);
            return new MetricLogged(Id, metric, new MetricPoint(value, at, now));
        }
    }

    private void Add(RunWrite write)
    {
        if (!_buffer.TryAdd(write)) throw TrackingErrors.RunIsOver(Id, _status);
    }

    private Task WriteAsync(RunWrite write, CancellationToken cancellationToken) => WriteFencedAsync([Fence, write], cancellationToken);

    private Task WriteAsync(IEnumerable<RunWrite> writes, CancellationToken cancellationToken) => WriteFencedAsync([Fence, .. writes], cancellationToken);

    private async Task WriteFencedAsync(RunWrite[] writes, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _ending) != 0) throw TrackingErrors.RunIsOver(Id, _status);
        if (!_buffer.IsIdle) await _buffer.FlushAsync(cancellationToken).ConfigureAwait(false);
        await _workspace.Store.Runs.WriteAsync(writes, cancellationToken).ConfigureAwait(false);
    }
}
