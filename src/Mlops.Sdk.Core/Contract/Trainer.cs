using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A stage that learns to predict the label.</summary>
public abstract class Trainer : Stage
{
    private protected Trainer()
    {
    }

    /// <summary>Learns to predict the label. The task follows from the label's type: categories, texts and flags are classes, numbers are regression, integers with two values are classes.</summary>
    /// <inheritdoc cref="Step.Fit"/>
    /// <exception cref="MlopsException">MLO1201: there is no label, it is missing in some rows, or it has one class only.</exception>
    public Predictor Fit(Dataset train, RunContext? context = null, CancellationToken cancellationToken = default) =>
        Observe(train, context, fit => FitCore(train, LabelData.Read(train), fit), predictor => (train.RowCount, train.ColumnCount, predictor.Report), cancellationToken);

    /// <summary>The one method of an author. The label has been read and checked: no row of it is missing, and there are at least two classes.</summary>
    protected abstract Predictor FitCore(Dataset train, LabelData label, FitContext context);

    /// <summary>Says that the label is missing, and takes the schema as it is. Override to refuse features of types that cannot be learnt from.</summary>
    protected internal override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        if (input.Label is null) problems.Add("No column has the role Label. Name it when the data is read (CsvOptions.Label) or with Dataset.WithRole(name, ColumnRole.Label).");
        if (!input.Features.Any()) problems.Add(input.Count == 0 ? "There is no column." : $"No column has the role Feature; there is nothing to learn from. Columns: {ErrorText.ShowSome([.. input.Select(field => field.Name)], 10)}. If a stage before left the features out, its report tells why.");
        return input;
    }

    /// <summary>For a trainer that learns from numbers alone: adds every feature that is none, with the remedy.</summary>
    protected static void RequireNumericFeatures(Schema input, SchemaProblems problems)
    {
        foreach (Field feature in input.Features.Where(feature => !feature.IsNumeric))
            problems.Add($"Feature '{feature.Name}' is {feature.Type} and this trainer learns from numbers. Add .EncodeCategories() before it, or give the column the role Ignored.");
    }
}

/// <summary>A trainer with its options.</summary>
/// <typeparam name="TOptions">The options record.</typeparam>
public abstract class Trainer<TOptions> : Trainer
    where TOptions : StageOptions, new()
{
    private readonly JsonTypeInfo<TOptions> _optionsType;

    /// <inheritdoc cref="Step{TOptions,TFitted}(TOptions, JsonTypeInfo{TOptions})"/>
    protected Trainer(TOptions? options, JsonTypeInfo<TOptions> optionsType)
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
