using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Mlops.Sdk;

/// <summary>A table: named columns of equal length with roles. Immutable, columnar, contiguous; every change gives another dataset that shares what it can.</summary>
/// <remarks>Thread-safe. Missing is missing for every type. Row numbers begin at 0.</remarks>
[DebuggerDisplay("{RowCount} rows x {ColumnCount} columns")]
[TypeFormatterSource(typeof(DatasetFormatterSource))]
public sealed partial class Dataset
{
    private readonly ImmutableArray<Column> _columns;

    /// <summary>A dataset of columns in order; every column is a feature unless a role is given.</summary>
    /// <param name="columns">Columns of equal length with different names.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a name is empty or given twice.</exception>
    public Dataset(params IEnumerable<Column> columns)
        : this([.. columns], null)
    {
    }

    private Dataset(ImmutableArray<Column> columns, Schema? schema, int? rows = null)
    {
        Schema = schema ?? Schema.Empty.Derived.OfColumns([], columns);
        RowCount = rows ?? (columns.Length == 0 ? 0 : columns[0].Length);
        foreach (Column column in columns)
        {
            if (column.Length != RowCount)
                throw new ArgumentException($"Column '{column.Name}' has {column.Length} rows, column '{columns[0].Name}' has {RowCount}. All columns of a dataset have the same length.", nameof(columns));
        }

        _columns = columns;
    }

    /// <summary>A dataset without rows or columns.</summary>
    public static Dataset Empty { get; } = new(ImmutableArray<Column>.Empty, Schema.Empty);

    /// <summary>The columns' names, types and roles.</summary>
    public Schema Schema { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>The columns in the order of the schema.</summary>
    public ImmutableArray<Column> Columns => _columns;

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is no such column; the message gives the nearest name.</exception>
    public Column this[string name] => Schema.IndexOf(name) is var index and >= 0 ? _columns[index] : throw Unknown(name);

    /// <summary>The label column, or null if no column has that role.</summary>
    public Column? Label => ColumnWithRole(ColumnRole.Label);

    /// <summary>The weight column, or null if no column has that role.</summary>
    public Column? Weight => ColumnWithRole(ColumnRole.Weight);

    /// <summary>The columns to learn from, in order.</summary>
    public IEnumerable<Column> Features => Schema.Features.Select(feature => this[feature.Name]);

    /// <summary>One row, for reading by name.</summary>
    public DataRow Row(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, RowCount);
        return new DataRow(this, index);
    }

    /// <summary>A run of rows, without copying.</summary>
    public Dataset Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, RowCount, nameof(count));
        return new Dataset([.. _columns.Select(column => column.Slice(start, count))], Schema, count);
    }

    /// <summary>The chosen rows in the order given; a row may be chosen more than once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Dataset Take(ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)RowCount) throw new ArgumentOutOfRangeException(nameof(rows), row, $"Rows run from 0 to {RowCount - 1}.");
        }

        var taken = ImmutableArray.CreateBuilder<Column>(_columns.Length);
        foreach (Column column in _columns) taken.Add(column.Take(rows));
        return new Dataset(taken.MoveToImmutable(), Schema, rows.Length);
    }

    /// <summary>The first rows, at most <paramref name="count"/>.</summary>
    public Dataset Head(int count = 5) => Slice(0, Math.Min(count, RowCount));

    /// <summary>The rows for which a condition holds, in order.</summary>
    public Dataset Filter(Func<DataRow, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var rows = new List<int>();
        for (int row = 0; row < RowCount; row++)
            if (condition(new DataRow(this, row))) rows.Add(row);
        return Take(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
    }

    /// <summary>The named columns in the order given, with their roles.</summary>
    public Dataset Select(params IEnumerable<string> names)
    {
        int[] chosen = [.. names.Select(name => Schema.IndexOf(name) is var index and >= 0 ? index : throw Unknown(name))];
        return new Dataset([.. chosen.Select(i => _columns[i])], Schema.Derived.OfFields(chosen), RowCount);
    }

    /// <summary>The dataset without some columns.</summary>
    /// <exception cref="ArgumentException">One of them is not there.</exception>
    public Dataset Drop(params IEnumerable<string> names)
    {
        var dropped = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names) dropped.Add(Schema.Contains(name) ? name : throw Unknown(name));
        return Select(Schema.Where(field => !dropped.Contains(field.Name)).Select(field => field.Name));
    }

    /// <summary>The dataset with a column added at the end, or put in the place of the one with its name.</summary>
    /// <param name="column">The column, as long as the dataset.</param>
    /// <param name="role">Its role; by default the role of the column that it replaces, or feature.</param>
    public Dataset With(Column column, ColumnRole? role = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (role is null) return With([column]);
        int index = Schema.IndexOf(column.Name);
        Field field = FieldOf(column, role.Value);
        return new Dataset(index < 0 ? _columns.Add(column) : _columns.SetItem(index, column), Schema.With(field), ColumnCount == 0 ? column.Length : RowCount);
    }

    /// <summary>The dataset with several columns, each added at the end as a feature or put in the place of the one with its name, whose role it takes. One new schema, however many columns.</summary>
    /// <param name="columns">Columns with different names, as long as the dataset.</param>
    public Dataset With(IEnumerable<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var all = _columns.ToBuilder();
        foreach (Column column in columns)
        {
            int index = Schema.IndexOf(column.Name);
            if (index < 0) all.Add(column);
            else all[index] = column;
        }

        ImmutableArray<Column> after = all.ToImmutable();
        return new Dataset(after, Schema.Derived.OfColumns(_columns, after), ColumnCount == 0 && after.Length > 0 ? after[0].Length : RowCount);
    }

    /// <summary>The dataset with another role for a column. A role that a dataset has once (label, weight, group, time) is taken from the column that had it, which becomes ignored.</summary>
    public Dataset WithRole(string name, ColumnRole role)
    {
        Field field = Schema.IndexOf(name) is var index and >= 0 ? Schema[index] : throw Unknown(name);
        bool single = role is ColumnRole.Label or ColumnRole.Weight or ColumnRole.Group or ColumnRole.Time;
        IEnumerable<Field> fields = Schema.Select(other =>
            other.Name == name ? field with { Role = role } : single && other.Role == role ? other with { Role = ColumnRole.Ignored } : other);
        return new Dataset(_columns, new Schema(fields), RowCount);
    }

    /// <summary>The dataset with a column under another name.</summary>
    public Dataset Rename(string name, string newName)
    {
        int index = Schema.IndexOf(name) is var found and >= 0 ? found : throw Unknown(name);
        return new Dataset(
            _columns.SetItem(index, _columns[index].WithName(newName)),
            new Schema(Schema.Fields.SetItem(index, Schema[index] with { Name = newName })),
            RowCount);
    }

    /// <summary>Rows, columns and roles in one line; of many columns the first twenty.</summary>
    public override string ToString() =>
        $"{RowCount} rows x {ColumnCount} columns: {(ColumnCount <= 20 ? Schema : string.Join(", ", Schema.Take(20)) + ", ...")}";

    internal Dataset WithColumns(ImmutableArray<Column> columns, int rows) => new(columns, Schema, rows);

    /// <summary>A dataset of columns that are known to have different names, with the schema when it describes them, all as features.</summary>
    internal static Dataset OfSchema(ImmutableArray<Column> columns, Schema schema)
    {
        bool fits = schema.Count == columns.Length;
        for (int i = 0; fits && i < columns.Length; i++) fits = schema[i].Describes(columns[i], ColumnRole.Feature);
        return fits ? new Dataset(columns, schema) : new Dataset(columns, null);
    }

    private static Field FieldOf(Column column, ColumnRole role) => Field.Of(column, role);

    internal Column? ColumnWithRole(ColumnRole role) => Schema.WithRole(role).FirstOrDefault() is { } field ? this[field.Name] : null;

    private ArgumentException Unknown(string name) => Schema.UnknownColumn(name);
}
