using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

public sealed partial class FittedPipeline
{
    /// <summary>Scores every row. One row alone gets the same bits as in a batch.</summary>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type; the message lists all.</exception>
    /// <exception cref="InvalidOperationException">The pipeline has no trainer.</exception>
    public Predictions Score(Dataset data, CancellationToken cancellationToken = default) =>
        Model.Score(Transform(data, cancellationToken), cancellationToken);

    /// <summary>Scores one row given by column names. A null is a missing value; a name that is not there is an error.</summary>
    /// <exception cref="SchemaMismatchException">A needed column is missing or cannot be converted; the message lists all.</exception>
    public Prediction Score(IReadOnlyDictionary<string, object?> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Score(_rows.Read(row))[0];
    }

    /// <summary>Scores one row given as a JSON object.</summary>
    /// <param name="json">An object such as <c>{"age": 39, "workclass": null}</c>.</param>
    /// <exception cref="SchemaMismatchException">A needed column is missing or cannot be converted; the message lists all.</exception>
    /// <exception cref="MlopsException">MLO1202: the text is no JSON object.</exception>
    public Prediction ScoreJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Score(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new MlopsException("MLO1202", $"The row is no JSON: {error.Message} Send an object with one property for each column.", error);
        }
    }

    /// <summary>Scores one row given as a parsed JSON object.</summary>
    /// <inheritdoc cref="ScoreJson"/>
    public Prediction Score(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
            throw new MlopsException("MLO1202", $"The row is a JSON {row.ValueKind} and must be an object with one property for each column.");
        return Score(RowReader.ToDictionary(row));
    }

    private Predictor Model => Predictor ?? throw new InvalidOperationException("This pipeline has no trainer: it transforms data and predicts nothing. Add a trainer, or call Transform.");
}
