using System.Diagnostics.CodeAnalysis;

namespace Mlops.Sdk;

internal sealed class RecordScorer<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TIn,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors)] TOut>(ModelSlot<RecordModel<TIn, TOut>> slot) : IScorer<TIn, TOut>, IDisposable
    where TIn : class
    where TOut : class
{
    public ModelReference Reference => slot.Reference;

    public ModelVersion Version => slot.Current.Version;

    public Exception? LastError => slot.LastError;

    public Task<bool> RefreshAsync(CancellationToken cancellationToken = default) => slot.RefreshAsync(cancellationToken);

    public void Dispose() => slot.Dispose();

    public TOut Score(TIn input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return slot.Current.Score([input])[0];
    }

    public IReadOnlyList<TOut> Score(IReadOnlyList<TIn> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return slot.Current.Score(inputs);
    }
}

/// <summary>A version bound to the types of a scorer.</summary>
internal sealed class RecordModel<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TIn,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors)] TOut>(FittedPipeline model, ModelVersion version) : LoadedModel(model, version)
    where TIn : class
    where TOut : class
{
    private readonly InputBinding<TIn> _input = new(model.InputSchema, version);
    private readonly OutputBinding<TOut> _output = new(model.Predictor!, version);

    public TOut[] Score(IReadOnlyList<TIn> inputs)
    {
        if (inputs.Count == 0) return [];
        Predictions predictions = Model.Score(_input.Read(inputs));
        var answers = new TOut[inputs.Count];
        for (int row = 0; row < answers.Length; row++) answers[row] = _output.Write(predictions[row]);
        return answers;
    }
}
