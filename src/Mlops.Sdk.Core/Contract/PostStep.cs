using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A stage after the trainer: learns, from rows that the trainer did not see, how to change what a predictor says.</summary>
public abstract class PostStep : Stage
{
    private protected PostStep()
    {
    }

    /// <summary>What it is for: a post-step that a stage asks for (<see cref="Stage.PostSteps"/>) gives way to one that the user adds for the same purpose. Its kind by default.</summary>
    protected internal virtual string Purpose => Kind;

    /// <summary>Whether it makes or reads decisions, and not probabilities alone: of the post-steps that a stage asks for, those stay behind what the user adds to change probabilities. False by default.</summary>
    protected internal virtual bool UsesDecisions => false;

    /// <summary>Wraps a predictor.</summary>
    /// <param name="predictor">The predictor.</param>
    /// <param name="calibration">Labelled rows that the predictor was not trained on.</param>
    /// <param name="context">Seed, threads, progress and observer.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    public WrappedPredictor Fit(Predictor predictor, Dataset calibration, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        return Observe(calibration, context, fit => FitCore(predictor, calibration, fit), result => (calibration.RowCount, calibration.ColumnCount, result.Report), cancellationToken);
    }

    /// <summary>The one method of an author.</summary>
    protected abstract WrappedPredictor FitCore(Predictor predictor, Dataset calibration, FitContext context);

    /// <inheritdoc/>
    protected internal override Schema PropagateCore(Schema input, SchemaProblems problems) => input;
}

/// <summary>A post-step with its options.</summary>
/// <typeparam name="TOptions">The options record.</typeparam>
public abstract class PostStep<TOptions> : PostStep
    where TOptions : StageOptions, new()
{
    private readonly JsonTypeInfo<TOptions> _optionsType;

    /// <inheritdoc cref="Step{TOptions,TFitted}(TOptions, JsonTypeInfo{TOptions})"/>
    protected PostStep(TOptions? options, JsonTypeInfo<TOptions> optionsType)
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
}
