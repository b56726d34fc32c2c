using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>A fitted pipeline: the model. Immutable and safe to use from many threads at once.</summary>
/// <remarks>Scoring needs no class and no label: it takes a dataset, a dictionary or JSON, checks it against <see cref="InputSchema"/>, and answers with class names and probabilities.</remarks>
[TypeFormatterSource(typeof(FittedPipelineFormatterSource))]
public sealed partial class FittedPipeline
{
    private readonly Extensibility.RowReader _rows;

    internal FittedPipeline(Schema train, string? dataFingerprint, ImmutableArray<FittedStep> steps, Predictor? predictor, ImmutableArray<Report> reports, DateTimeOffset createdAt)
        : this(NeededColumns(train, steps, predictor), dataFingerprint, steps, predictor, createdAt)
    {
        Reports = reports;
    }

    private FittedPipeline(Schema inputSchema, string? dataFingerprint, ImmutableArray<FittedStep> steps, Predictor? predictor, DateTimeOffset createdAt)
    {
        InputSchema = inputSchema;
        DataFingerprint = dataFingerprint;
        Steps = steps;
        Predictor = predictor;
        CreatedAt = createdAt;
        _rows = new Extensibility.RowReader(inputSchema);
        Reports = [.. steps.Select(step => step.Report), .. predictor is null ? [] : (ReadOnlySpan<Report>)[predictor.Report]];
    }

    /// <summary>The raw columns that scoring needs, with the types and levels they had while training; without levels where the first step that reads a column takes any.</summary>
    public Schema InputSchema { get; }

    /// <summary>The fitted steps in order.</summary>
    public ImmutableArray<FittedStep> Steps { get; }

    /// <summary>The model after the steps; null for a pipeline that only prepares data.</summary>
    public Predictor? Predictor { get; }

    /// <summary>The fingerprint of the data it was fitted on; null when it was fitted as a part of larger work, such as a fold.</summary>
    public string? DataFingerprint { get; }

    /// <summary>When it was fitted.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The raw columns that every feature of the model is made from; of a pipeline that only prepares data, every column that comes out. Computed at each call.</summary>
    public ImmutableSortedDictionary<string, ValueList<string>> TraceFeatures() => FeatureSources.Trace(InputSchema, Steps, Predictor);

    /// <summary>What every stage has to say, in order. After loading: every step and the model; resamplers leave no trace in a bundle.</summary>
    public ImmutableArray<Report> Reports { get; }

    /// <summary>Applies the steps, row for row. Extra columns pass through.</summary>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type; the message lists all.</exception>
    public Dataset Transform(Dataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Dataset current = Extensibility.SchemaMatch.Conform(data, InputSchema);
        foreach (FittedStep step in Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            current = step.Transform(current, cancellationToken);
        }

        return current;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{string.Join(" > ", Steps.Select(step => step.Kind).Append(Predictor?.Kind ?? "data"))} from {InputSchema.Count} columns{(Predictor is null ? "" : $" to '{Predictor.Label}' ({Predictor.Task})")}";

    private static Schema NeededColumns(Schema train, ImmutableArray<FittedStep> steps, Predictor? predictor)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var anyLevel = new HashSet<string>(StringComparer.Ordinal);
        Schema current = train;
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (FittedStep step in steps)
        {
            foreach (Field input in step.Inputs)
            {
                if (made.Contains(input.Name) || !needed.Add(input.Name)) continue;
                if (input.Levels is null) anyLevel.Add(input.Name);
            }

            Schema next = step.OutputSchema(current);
            made.UnionWith(next.Where(field => !current.Contains(field.Name)).Select(field => field.Name));
            current = next;
        }

        foreach (Field input in predictor?.Inputs ?? [])
            if (!made.Contains(input.Name)) needed.Add(input.Name);
        // A level that was not seen must reach a step that looks for it, and not become missing before.
        return new Schema(train.Where(field => needed.Contains(field.Name)).Select(field => anyLevel.Contains(field.Name) ? field with { Levels = null } : field));
    }
}
