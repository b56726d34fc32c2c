using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The schemas that were last made of one schema, so that the same work on row after row makes them once. They are not kept alive. Safe from many threads: at worst a schema is made twice.</summary>
internal sealed class DerivedSchemas(Schema origin)
{
    private const int Places = 8;

    private readonly WeakReference<Schema>?[] _made = new WeakReference<Schema>?[Places];
    private int _next;

    /// <summary>The schema of columns that were put in place of some of the origin's or after them.</summary>
    /// <param name="before">The columns that the origin describes.</param>
    /// <param name="after">The columns now.</param>
    public Schema OfColumns(ImmutableArray<Column> before, ImmutableArray<Column> after)
    {
        foreach (WeakReference<Schema>? place in _made)
            if (place is not null && place.TryGetTarget(out Schema? known) && Describes(known, before, after)) return known;
        return Keep(new Schema(after.Select((column, i) => IsSame(before, column, i) ? origin[i] : Field.Of(column, RoleAt(i)))));
    }

    /// <summary>The schema of some fields of the origin.</summary>
    public Schema OfFields(ReadOnlySpan<int> chosen)
    {
        foreach (WeakReference<Schema>? place in _made)
            if (place is not null && place.TryGetTarget(out Schema? known) && IsChoice(known, chosen)) return known;
        var fields = new Field[chosen.Length];
        for (int i = 0; i < fields.Length; i++) fields[i] = origin[chosen[i]];
        return Keep(new Schema(fields));
    }

    private Schema Keep(Schema schema)
    {
        _made[(uint)Interlocked.Increment(ref _next) % Places] = new WeakReference<Schema>(schema);
        return schema;
    }

    private ColumnRole RoleAt(int index) => index < origin.Count ? origin[index].Role : ColumnRole.Feature;

    private bool Describes(Schema known, ImmutableArray<Column> before, ImmutableArray<Column> after)
    {
        if (known.Count != after.Length) return false;
        for (int i = 0; i < after.Length; i++)
        {
            if (!(IsSame(before, after[i], i) ? ReferenceEquals(known[i], origin[i]) : known[i].Describes(after[i], RoleAt(i)))) return false;
        }

        return true;
    }

    private bool IsChoice(Schema known, ReadOnlySpan<int> chosen)
    {
        if (known.Count != chosen.Length) return false;
        for (int i = 0; i < chosen.Length; i++)
            if (!ReferenceEquals(known[i], origin[chosen[i]])) return false;
        return true;
    }

    private static bool IsSame(ImmutableArray<Column> before, Column column, int index) => index < before.Length && ReferenceEquals(before[index], column);
}
