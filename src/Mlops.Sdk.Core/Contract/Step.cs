using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A stage that learns at fit and is applied, row for row, ever after.</summary>
public abstract class Step : Stage
{
    private protected Step()
    {
    }

    /// <summary>Learns from training data, which it does not change.</summary>
    /// <param name="train">The training data.</param>
    /// <param name="context">Seed, threads, progress and observer.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <returns>The fitted step, immutable and thread-safe.</returns>
    /// <exception cref="SchemaMismatchException">A column that it needs is missing or has the wrong type.</exception>
    public FittedStep Fit(Dataset train, RunContext? context = null, CancellationToken cancellationToken = default) =>
        Observe(train, context, fit => FitCore(train, fit).Fitted, fitted => (train.RowCount, fitted.OutputSchema(train.Schema).Count, fitted.Report), cancellationToken);

    /// <summary>Learns from training data and gives what the stages after it see while training, which may differ from <see cref="FittedStep.Transform"/> (out-of-fold encodings).</summary>
    /// <inheritdoc cref="Fit"/>
    public StepFit FitTransform(Dataset train, RunContext? context = null, CancellationToken cancellationToken = default) =>
        Observe(train, context, fit => FitCore(train, fit).Completed(train, cancellationToken), fit => (fit.TrainingOutput!.RowCount, fit.TrainingOutput.ColumnCount, fit.Fitted.Report), cancellationToken);

    /// <summary>The one method of an author: learn, and say what training sees. Inputs are validated, the random stream is seeded, the call is timed and observed.</summary>
    protected abstract StepFit FitCore(Dataset train, FitContext context);
}

/// <summary>A step with its options and what it becomes.</summary>
/// <typeparam name="TOptions">The options record.</typeparam>
/// <typeparam name="TFitted">The fitted step.</typeparam>
public abstract class Step<TOptions, TFitted> : Step
    where TOptions : StageOptions, new()
    where TFitted : FittedStep
{
    private readonly JsonTypeInfo<TOptions> _optionsType;

    /// <summary>A step with options, which are checked now.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <param name="optionsType">How the options are written as JSON (source generated).</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all.</exception>
    protected Step(TOptions? options, JsonTypeInfo<TOptions> optionsType)
    {
        Options = options ?? new TOptions();
        _optionsType = optionsType;
        Check(Options, GetType());
    }

    /// <summary>The options.</summary>
    public TOptions Options { get; }

    /// <inheritdoc/>
    public sealed override string ToOptionsJson() => JsonSerializer.Serialize(Options, _optionsType);

    /// <inheritdoc/>
    public sealed override StageOptions ReadOptions(string json) => OptionsJson.Read(json, _optionsType);

    /// <inheritdoc cref="Step.Fit"/>
    public new TFitted Fit(Dataset train, RunContext? context = null, CancellationToken cancellationToken = default) =>
        (TFitted)base.Fit(train, context, cancellationToken);
}
