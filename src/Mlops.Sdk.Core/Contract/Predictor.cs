using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a trainer has learnt: gives numbers, or classes with probabilities. Immutable, thread-safe, serialisable.</summary>
public abstract class Predictor
{
    /// <summary>A predictor of a label from some columns.</summary>
    /// <param name="label">The name of the label.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="classes">The classes in the order of their probabilities; empty for regression. The last of two is the positive one.</param>
    /// <param name="inputs">The columns it reads, with the types (and levels) they had at fit.</param>
    protected Predictor(string label, TaskKind task, IEnumerable<string> classes, IEnumerable<Field> inputs)
    {
        Label = label;
        Task = task;
        Classes = [.. classes];
        Inputs = [.. inputs];
    }

    /// <summary>The stable name of the kind of model, such as <c>tree_model</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The name of the label.</summary>
    public string Label { get; }

    /// <summary>What is predicted.</summary>
    public TaskKind Task { get; }

    /// <summary>The classes in the order of their probabilities; empty for regression. The last of two is the positive one.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The columns it reads, with the types (and levels) they had at fit.</summary>
    public ImmutableArray<Field> Inputs { get; }

    /// <summary>What was learnt, for people. Built from the state alone, so that a loaded model can tell it too.</summary>
    public abstract Report Report { get; }

    /// <summary>Scores every row; one row alone gets the same bits as in a batch. Never needs the label.</summary>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type; the message lists all.</exception>
    public Predictions Score(Dataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ScoreCore(SchemaMatch.Conform(data, Inputs), cancellationToken);
    }

    /// <summary>Writes the state, so that a loader of this kind can read it.</summary>
    protected internal abstract void SaveCore(BundleWriter writer);

    /// <summary>Scores data in which every column of <see cref="Inputs"/> is there with its type and levels.</summary>
    protected abstract Predictions ScoreCore(Dataset data, CancellationToken cancellationToken);
}
