using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A part of a pipeline: a step, a resampler, a trainer or a post-step. Holds options only, never anything learnt.</summary>
public abstract class Stage
{
    private protected Stage()
    {
    }

    /// <summary>The stable name of the kind of stage, lower_snake, such as <c>impute_missing</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The options as JSON.</summary>
    public abstract string ToOptionsJson();

    /// <summary>Options of this stage from JSON that <see cref="ToOptionsJson"/> wrote: an equal record. What is left out has its default.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is not such JSON.</exception>
    public abstract StageOptions ReadOptions(string json);

    /// <summary>The schema that the stages after this one will see while training, told before any data is read.</summary>
    /// <param name="input">What this stage will be given.</param>
    /// <exception cref="SchemaMismatchException">A column that it needs is missing or has the wrong type; the message lists all.</exception>
    public Schema Propagate(Schema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var problems = new SchemaProblems();
        Schema output = PropagateCore(input, problems);
        problems.ThrowIfAny();
        return output;
    }

    /// <summary>As <see cref="Propagate"/>, adding what is wrong to a list.</summary>
    /// <param name="input">What this stage will be given.</param>
    /// <param name="problems">Collects what is wrong; on a problem the method still returns its best guess.</param>
    protected internal abstract Schema PropagateCore(Schema input, SchemaProblems problems);

    /// <summary>Post-steps that what this stage does asks for. A pipeline puts them right behind the trainer when one is added, to be learnt out of fold unless it is told otherwise. None by default.</summary>
    protected internal virtual IEnumerable<PostStep> PostSteps() => [];

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {ToOptionsJson()}";

    private protected static void Check(StageOptions options, Type stage)
    {
        string[] problems = [.. options.Problems()];
        if (problems.Length > 0) throw new ArgumentException($"The options of {stage.Name} cannot be used. {string.Join(" ", problems)}", nameof(options));
    }

    private protected T Observe<T>(Dataset input, RunContext? context, Func<FitContext, T> work, Func<T, (int Rows, int Columns, Report Report)> describe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        RunContext run = context ?? RunContext.Default;
        cancellationToken.ThrowIfCancellationRequested();
        Propagate(input.Schema);
        run.Observer?.StageStarted(new StageStarted(run.Path, Kind, ToOptionsJson(), input.RowCount, input.ColumnCount));
        long started = run.Time.GetTimestamp();
        try
        {
            T result = work(new FitContext(run, cancellationToken));
            (int rows, int columns, Report report) = describe(result);
            run.Observer?.StageCompleted(new StageCompleted(run.Path, Kind, run.Time.GetElapsedTime(started), rows, columns, report, null));
            return result;
        }
        catch (Exception error)
        {
            run.Observer?.StageCompleted(new StageCompleted(run.Path, Kind, run.Time.GetElapsedTime(started), 0, 0, null, error));
            throw;
        }
    }
}
