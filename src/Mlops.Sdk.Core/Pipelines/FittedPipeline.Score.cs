using System.Diagnostics.CodeAnalysis;
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

    /// <summary>Scores one object by its public properties, named like the columns: a record, a class, a struct or an anonymous type.</summary>
    /// <param name="record">The object.</param>
    /// <typeparam name="T">Its type.</typeparam>
    /// <inheritdoc cref="ScoreRecords"/>
    public Prediction ScoreRecord<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T record) => ScoreRecords([record])[0];

    /// <summary>Scores objects by their public properties, named like the columns (exactly, or else without regard to case). Properties that are no column are passed over; null is a missing value.</summary>
    /// <param name="records">The objects, enumerated once; the types of properties that <see cref="Dataset.FromRecords{T}"/> takes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <typeparam name="T">Their type.</typeparam>
    /// <exception cref="SchemaMismatchException">A needed column is no property or cannot be converted; the message lists all.</exception>
    public Predictions ScoreRecords<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> records, CancellationToken cancellationToken = default) =>
        Score(Dataset.FromRecords(records, InputSchema), cancellationToken);

    private Predictor Model => Predictor ?? throw new InvalidOperationException("This pipeline has no trainer: it transforms data and predicts nothing. Add a trainer, or call Transform.");
}
