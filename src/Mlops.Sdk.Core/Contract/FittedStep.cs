using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>What a step has learnt. Immutable, thread-safe, serialisable. Applies row for row: as many rows, in the same order, and one row alone gets the same answer as in a batch.</summary>
public abstract class FittedStep
{
    /// <summary>A fitted step that needs some columns.</summary>
    /// <param name="inputs">The columns it reads, with the types (and levels) they had at fit.</param>
    protected FittedStep(IEnumerable<Field> inputs) => Inputs = [.. inputs];

    /// <summary>The stable name of the kind, the same as that of the step.</summary>
    public abstract string Kind { get; }

    /// <summary>The columns it reads, with the types (and levels) they had at fit. Others pass through.</summary>
    public ImmutableArray<Field> Inputs { get; }

    /// <summary>What was learnt, for people. Built from the state alone, so that a loaded step can tell it too.</summary>
    public abstract Report Report { get; }

    /// <summary>Applies what was learnt. Never needs the label. Extra columns pass through; a category level that was not seen at fit counts as missing.</summary>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type; the message lists all.</exception>
    public Dataset Transform(Dataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Dataset output = TransformCore(SchemaMatch.Conform(data, Inputs), cancellationToken);
        if (output.RowCount != data.RowCount)
            throw new InvalidOperationException($"{GetType().Name} turned {data.RowCount} rows into {output.RowCount}. What adds or removes rows is a resampler, not a step.");
        return output;
    }

    /// <summary>The schema of <see cref="Transform"/>'s result for an input of a schema.</summary>
    public abstract Schema OutputSchema(Schema input);

    /// <summary>The columns of <see cref="Inputs"/> that a column of the result is made from: by default the column itself when it is among them, and all of them otherwise.</summary>
    /// <param name="column">A column of the result that the step makes or changes.</param>
    public virtual IReadOnlyList<string> SourcesOf(string column) =>
        Inputs.Any(field => field.Name == column) ? [column] : [.. Inputs.Select(field => field.Name)];

    /// <summary>Writes the state, so that a loader of this kind can read it.</summary>
    protected internal abstract void SaveCore(BundleWriter writer);

    /// <summary>Applies what was learnt to data in which every column of <see cref="Inputs"/> is there with its type and levels.</summary>
    protected abstract Dataset TransformCore(Dataset data, CancellationToken cancellationToken);
}
