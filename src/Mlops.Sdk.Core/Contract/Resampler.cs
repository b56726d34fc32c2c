using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A stage that adds, removes or weighs rows while training. It has no transform, so it cannot reach serving.</summary>
public abstract class Resampler : Stage
{
    private protected Resampler()
    {
    }

    /// <summary>Gives other rows to train on. The input is not changed.</summary>
    /// <inheritdoc cref="Step.Fit"/>
    public Resampled Resample(Dataset train, RunContext? context = null, CancellationToken cancellationToken = default) =>
        Observe(train, context, fit => ResampleCore(train, fit), result => (result.Data.RowCount, result.Data.ColumnCount, result.Report), cancellationToken);

    /// <summary>The one method of an author.</summary>
    protected abstract Resampled ResampleCore(Dataset train, FitContext context);
}

/// <summary>A resampler with its options.</summary>
/// <typeparam name="TOptions">The options record.</typeparam>
public abstract class Resampler<TOptions> : Resampler
    where TOptions : StageOptions, new()
{
    private readonly JsonTypeInfo<TOptions> _optionsType;

    /// <inheritdoc cref="Step{TOptions,TFitted}(TOptions, JsonTypeInfo{TOptions})"/>
    protected Resampler(TOptions? options, JsonTypeInfo<TOptions> optionsType)
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

    /// <inheritdoc/>
    protected internal override Schema PropagateCore(Schema input, SchemaProblems problems) => input;
}

/// <summary>What a resampler gives.</summary>
/// <param name="Data">The rows to train on.</param>
/// <param name="Report">What was added, removed or weighed.</param>
public sealed record Resampled(Dataset Data, Report Report);
