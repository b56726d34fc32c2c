using System.Text.Json;

namespace Mlops.Sdk;

internal sealed class RowScorer(ModelSlot<LoadedModel> slot) : IScorer, IDisposable
{
    public ModelReference Reference => slot.Reference;

    public ModelVersion Version => slot.Current.Version;

    public Exception? LastError => slot.LastError;

    public Task<bool> RefreshAsync(CancellationToken cancellationToken = default) => slot.RefreshAsync(cancellationToken);

    public void Dispose() => slot.Dispose();

    public Prediction Score(IReadOnlyDictionary<string, object?> row) => slot.Current.Model.Score(row);

    public Prediction Score(JsonElement row) => slot.Current.Model.Score(row);

    public Predictions Score(Dataset data) => slot.Current.Model.Score(data);
}
