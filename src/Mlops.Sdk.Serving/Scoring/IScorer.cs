using System.Text.Json;

namespace Mlops.Sdk;

/// <summary>Scores rows given by column names, with the version that an alias stands for. Safe from many threads.</summary>
public interface IScorer : IFollowedModel
{
    /// <summary>Scores one row. A null is a missing value; a name that is not there is an error.</summary>
    /// <param name="row">The values by column.</param>
    Prediction Score(IReadOnlyDictionary<string, object?> row);

    /// <summary>Scores one row given as a JSON object.</summary>
    /// <param name="row">The object.</param>
    Prediction Score(JsonElement row);

    /// <summary>Scores every row of a dataset.</summary>
    /// <param name="data">The rows.</param>
    Predictions Score(Dataset data);
}
