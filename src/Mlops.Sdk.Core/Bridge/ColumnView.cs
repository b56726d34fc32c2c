using Microsoft.ML;
using Microsoft.ML.Data;

namespace Mlops.Sdk;

/// <summary>One column as a view shows it: its type there and a typed getter.</summary>
internal abstract class ColumnView(string name)
{
    public string Name { get; } = name;

    /// <summary>Adds the column to a schema.</summary>
    public abstract void AddTo(DataViewSchema.Builder builder);

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the type of the column, reading the row that the cursor stands on.</summary>
    public abstract Delegate Getter(DatasetCursor cursor);

    public static ColumnView Create(Column column, DataViewOptions options) => column switch
    {
        NumberColumn number => new Plain<double>(number.Name, NumberDataViewType.Double, cursor => (ref double value) => value = number.Values[cursor.CheckedRow()]),
        IntegerColumn integer when integer.MissingCount == 0 => new Plain<long>(integer.Name, NumberDataViewType.Int64, cursor => (ref long value) => value = integer.Values[cursor.CheckedRow()]),
        FlagColumn flag when flag.MissingCount == 0 => new Plain<bool>(flag.Name, BooleanDataViewType.Instance, cursor => (ref bool value) => value = flag.Values[cursor.CheckedRow()]),
        IntegerColumn or FlagColumn => new Plain<double>(column.Name, NumberDataViewType.Double, cursor => (ref double value) => column.CopyNumbers(cursor.CheckedRow(), new Span<double>(ref value))),
        CategoryColumn category when options.CategoriesAsKeys && category.Levels.Count > 0 => new Keys(category),
        CategoryColumn category => new Plain<ReadOnlyMemory<char>>(category.Name, TextDataViewType.Instance, cursor => (ref ReadOnlyMemory<char> value) => value = category.GetLevel(cursor.CheckedRow()).AsMemory()),
        TextColumn text => new Plain<ReadOnlyMemory<char>>(text.Name, TextDataViewType.Instance, cursor => (ref ReadOnlyMemory<char> value) => value = text.GetText(cursor.CheckedRow()).AsMemory()),
        TimestampColumn time => new Plain<DateTime>(time.Name, DateTimeDataViewType.Instance, cursor => (ref DateTime value) => value = new DateTime(time.Ticks[cursor.CheckedRow()])),
        _ => throw new MlopsException("MLO1401", $"Column '{column.Name}' of type {column.Type} has no form in an IDataView. Drop it first: data.Drop(\"{column.Name}\")."),
    };

    private sealed class Plain<T>(string name, DataViewType type, Func<DatasetCursor, ValueGetter<T>> getter) : ColumnView(name)
    {
        public override void AddTo(DataViewSchema.Builder builder) => builder.AddColumn(Name, type);

        public override Delegate Getter(DatasetCursor cursor) => getter(cursor);
    }

    private sealed class Keys(CategoryColumn column) : ColumnView(column.Name)
    {
        public override void AddTo(DataViewSchema.Builder builder)
        {
            ReadOnlyMemory<char>[] levels = [.. column.Levels.Names.Select(level => level.AsMemory())];
            DataViewSchema.Annotations.Builder annotations = new();
            annotations.Add<VBuffer<ReadOnlyMemory<char>>>(
                "KeyValues", new VectorDataViewType(TextDataViewType.Instance, levels.Length), (ref VBuffer<ReadOnlyMemory<char>> value) => value = new(levels.Length, levels));
            builder.AddColumn(Name, new KeyDataViewType(typeof(uint), levels.Length), annotations.ToAnnotations());
        }

        public override Delegate Getter(DatasetCursor cursor) =>
            (ValueGetter<uint>)((ref uint value) => value = (uint)(column.Codes[cursor.CheckedRow()] + 1));
    }
}
