using System.Globalization;
using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>Copies a view into a dataset: one cursor over all columns, typed getters, no boxing.</summary>
internal static class DataViewReader
{
    private const int RowsBetweenChecks = 4096;

    public static Dataset Read(IDataView view, CancellationToken cancellationToken)
    {
        DataViewSchema.Column[] columns = [.. view.Schema.Where(column => !column.IsHidden)];
        int capacity = (int)Math.Clamp(view.GetRowCount() ?? 0, 0, int.MaxValue / 16);
        using DataViewRowCursor cursor = view.GetRowCursor(columns);
        ColumnReader[] readers = [.. columns.Select(column => Create(cursor, column, capacity))];
        for (long row = 0; cursor.MoveNext(); row++)
        {
            if (row % RowsBetweenChecks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            foreach (ColumnReader reader in readers)
                reader.Read();
        }

        return new Dataset(readers.SelectMany(reader => reader.Build()));
    }

    private static ColumnReader Create(DataViewRowCursor cursor, DataViewSchema.Column column, int capacity)
    {
        DataViewType item = (column.Type as VectorDataViewType)?.ItemType ?? column.Type;
        return item switch
        {
            KeyDataViewType key when key.RawType == typeof(byte) => Key<byte>(cursor, column, capacity),
            KeyDataViewType key when key.RawType == typeof(ushort) => Key<ushort>(cursor, column, capacity),
            KeyDataViewType key when key.RawType == typeof(uint) => Key<uint>(cursor, column, capacity),
            KeyDataViewType key when key.RawType == typeof(ulong) => Key<ulong>(cursor, column, capacity),
            NumberDataViewType number => Number(cursor, column, number, capacity),
            BooleanDataViewType => Make(cursor, column, _ => new FlagSink(capacity)),
            TextDataViewType => Make(cursor, column, _ => new TextSink(capacity)),
            DateTimeDataViewType => Make(cursor, column, _ => new TimeSink<DateTime>(capacity, time => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time)),
            DateTimeOffsetDataViewType => Make(cursor, column, _ => new TimeSink<DateTimeOffset>(capacity, time => time.UtcDateTime)),
            TimeSpanDataViewType => Make(cursor, column, _ => new SecondsSink(capacity)),
            RowIdDataViewType => Make(cursor, column, _ => new RowIdSink(capacity)),
            _ => throw new MlopsException("MLO1403", $"Column '{column.Name}' of type {column.Type} cannot be held by a dataset. Drop it from the view with DropColumns(\"{column.Name}\")."),
        };
    }

    private static ColumnReader Number(DataViewRowCursor cursor, DataViewSchema.Column column, NumberDataViewType type, int capacity)
    {
        ColumnReader Whole<T>()
            where T : IBinaryInteger<T> => Make<T>(cursor, column, name => new IntegerSink<T>(capacity, name));

        Type raw = type.RawType;
        return raw == typeof(float) ? Make<float>(cursor, column, _ => new NumberSink<float>(capacity))
            : raw == typeof(double) ? Make<double>(cursor, column, _ => new NumberSink<double>(capacity))
            : raw == typeof(long) ? Whole<long>()
            : raw == typeof(int) ? Whole<int>()
            : raw == typeof(short) ? Whole<short>()
            : raw == typeof(sbyte) ? Whole<sbyte>()
            : raw == typeof(ulong) ? Whole<ulong>()
            : raw == typeof(uint) ? Whole<uint>()
            : raw == typeof(ushort) ? Whole<ushort>()
            : Whole<byte>();
    }

    private static ColumnReader Key<T>(DataViewRowCursor cursor, DataViewSchema.Column column, int capacity)
        where T : IBinaryInteger<T>
    {
        CategoryLevels? levels = KeyLevels(column);
        return Make<T>(cursor, column, _ => levels is null ? new KeyNumberSink<T>(capacity) : new CategorySink<T>(capacity, levels));
    }

    private static ColumnReader Make<T>(DataViewRowCursor cursor, DataViewSchema.Column column, Func<string, ColumnSink<T>> sink)
    {
        if (column.Type is not VectorDataViewType vector)
            return new ScalarReader<T>(column.Name, cursor.GetGetter<T>(column), sink(column.Name));
        if (!vector.IsKnownSize)
            throw new MlopsException("MLO1404", $"Column '{column.Name}' is a vector whose length is not known, which has no columns. Give it a fixed length first, or drop it with DropColumns(\"{column.Name}\").");
        string[] names = SlotNames(column, vector.Size);
        return new VectorReader<T>(names, cursor.GetGetter<VBuffer<T>>(column), [.. names.Select(sink)]);
    }

    private static string[] SlotNames(DataViewSchema.Column column, int size)
    {
        string[] slots = TextAnnotation(column, "SlotNames") ?? [];
        HashSet<string> used = new(StringComparer.Ordinal);
        string[] names = new string[size];
        for (int slot = 0; slot < size; slot++)
        {
            string number = slot.ToString(CultureInfo.InvariantCulture);
            string name = slot < slots.Length && slots[slot].Length > 0 ? $"{column.Name}.{slots[slot]}" : $"{column.Name}.{number}";
            names[slot] = used.Add(name) ? name : $"{name}.{number}";
        }

        return names;
    }

    private static CategoryLevels? KeyLevels(DataViewSchema.Column column)
    {
        string[]? names = TextAnnotation(column, "KeyValues") ?? NumberAnnotation<float>(column) ?? NumberAnnotation<double>(column)
            ?? NumberAnnotation<int>(column) ?? NumberAnnotation<long>(column) ?? NumberAnnotation<uint>(column);
        return names is not null && names.Select(SoundText.Of).Distinct(StringComparer.Ordinal).Count() == names.Length ? new CategoryLevels([.. names]) : null;
    }

    private static string[]? TextAnnotation(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType { ItemType: TextDataViewType })
            return null;
        VBuffer<ReadOnlyMemory<char>> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    private static string[]? NumberAnnotation<T>(DataViewSchema.Column column)
        where T : IFormattable
    {
        if (column.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type is not VectorDataViewType vector || vector.ItemType.RawType != typeof(T))
            return null;
        VBuffer<T> values = default;
        column.Annotations.GetValue("KeyValues", ref values);
        return [.. values.DenseValues().Select(value => value.ToString(null, CultureInfo.InvariantCulture))];
    }
}
