using System.Collections;
using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The columns of a dataset in order: names, types, roles. Immutable; equal when all fields are equal.</summary>
public sealed class Schema : IReadOnlyList<Field>, IEquatable<Schema>
{
    // A frozen dictionary finds a name a little faster and takes ten times as long to make, which every dataset of one row would pay.
    private readonly Dictionary<string, int> _index;
    private DerivedSchemas? _derived;

    /// <summary>A schema of fields in order.</summary>
    /// <exception cref="ArgumentException">A name is empty or given twice, or a role that a dataset has once is given twice.</exception>
    public Schema(IEnumerable<Field> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Fields = [.. fields.Select(field => field.Name is { } name && !SoundText.IsSound(name) ? field with { Name = SoundText.Of(name) } : field)];
        _index = new Dictionary<string, int>(Fields.Length, StringComparer.Ordinal);
        int seen = 0;
        bool twice = false;
        for (int i = 0; i < Fields.Length; i++)
        {
            if (string.IsNullOrEmpty(Fields[i].Name)) throw new ArgumentException($"Column {i} has no name. Give every column a name.", nameof(fields));
            if (!_index.TryAdd(Fields[i].Name, i)) throw new ArgumentException($"Two columns are named '{Fields[i].Name}'. Rename one of them.", nameof(fields));
            int role = IsSingle(Fields[i].Role) ? 1 << (int)Fields[i].Role : 0;
            twice |= (seen & role) != 0;
            seen |= role;
        }

        if (twice) throw RoleGivenTwice(Fields);
    }

    /// <summary>A schema without columns.</summary>
    public static Schema Empty { get; } = new([]);

    /// <summary>The fields in order.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <inheritdoc/>
    public int Count => Fields.Length;

    /// <inheritdoc/>
    public Field this[int index] => Fields[index];

    /// <summary>The field of a name.</summary>
    /// <exception cref="ArgumentException">There is no such column; the message gives the nearest name.</exception>
    public Field this[string name] => IndexOf(name) is var index and >= 0 ? Fields[index] : throw UnknownColumn(name);

    /// <summary>The label, if there is one.</summary>
    public Field? Label => WithRole(ColumnRole.Label).FirstOrDefault();

    /// <summary>The columns to learn from, in order.</summary>
    public IEnumerable<Field> Features => WithRole(ColumnRole.Feature);

    /// <summary>The fields of a role, in order.</summary>
    public IEnumerable<Field> WithRole(ColumnRole role) => Fields.Where(field => field.Role == role);

    /// <summary>The place of a column, or -1.</summary>
    public int IndexOf(string name) => _index.TryGetValue(name, out int index) || (!SoundText.IsSound(name) && _index.TryGetValue(SoundText.Of(name), out index)) ? index : -1;

    /// <summary>Whether there is a column of that name.</summary>
    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>The schema with a field added at the end, or put in the place of the one with its name.</summary>
    public Schema With(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        int index = IndexOf(field.Name);
        return new Schema(index < 0 ? Fields.Add(field) : Fields.SetItem(index, field));
    }

    /// <summary>The schema without some columns; names that it does not have are passed over.</summary>
    public Schema Without(IEnumerable<string> names)
    {
        var dropped = names.ToHashSet(StringComparer.Ordinal);
        return new Schema(Fields.Where(field => !dropped.Contains(field.Name)));
    }

    /// <summary>The known name that is nearest to a wrong one, or null if none is near. Edit distance, case folded.</summary>
    public string? NearestName(string name) => NearestNames.Find(name, Fields.Select(field => field.Name));

    /// <inheritdoc/>
    public bool Equals(Schema? other) => other is not null && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schema);

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.Aggregate(Fields.Length, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Fields);

    /// <inheritdoc/>
    public IEnumerator<Field> GetEnumerator() => Fields.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The schemas that were made of this one.</summary>
    internal DerivedSchemas Derived => _derived ??= new DerivedSchemas(this);

    private static bool IsSingle(ColumnRole role) => role is ColumnRole.Label or ColumnRole.Weight or ColumnRole.Group or ColumnRole.Time;

    private static ArgumentException RoleGivenTwice(ImmutableArray<Field> fields)
    {
        IGrouping<ColumnRole, Field> having = fields.Where(field => IsSingle(field.Role)).GroupBy(field => field.Role).First(role => role.Count() > 1);
        return new ArgumentException($"Columns {string.Join(" and ", having.Select(field => $"'{field.Name}'"))} all have the role {having.Key}; a dataset has one. Give the others another role.", nameof(fields));
    }

    internal ArgumentException UnknownColumn(string name) =>
        new($"There is no column '{name}'.{(NearestName(name) is { } near ? $" Did you mean '{near}'?" : "")} Columns: {string.Join(", ", Fields.Take(20).Select(f => f.Name))}{(Count > 20 ? ", ..." : "")}.", nameof(name));
}
