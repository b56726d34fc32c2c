using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Mlops.Sdk;

/// <summary>Reads the public properties of objects into column builders, through one typed delegate a property: no boxing, no code made at run time.</summary>
internal sealed class RecordReader<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>
{
    private readonly List<(ColumnBuilder Column, Reader Read)> _columns = [];

    /// <exception cref="ArgumentException">The type has no readable property, or one of a type that no column holds; the message names every one.</exception>
    public RecordReader(Schema? schema)
    {
        var unsupported = new List<string>();
        PropertyInfo[] properties = [.. RecordProperties.Readable(typeof(T))];
        foreach (PropertyInfo property in properties)
        {
            Field? declared = schema is null ? null : Declared(schema, property.Name, properties);
            if (schema is not null && declared is null) continue;
            if (Bind(property) is { } read) _columns.Add((Builder(property, declared), read));
            else unsupported.Add($"{property.Name} ({property.PropertyType.Name})");
        }

        if (unsupported.Count > 0)
            throw new ArgumentException($"No column can hold {string.Join(", ", unsupported)} of {typeof(T).Name}. Supported are {ValueAppender.Supported}. Select what you need first, for example items.Select(item => new {{ item.Id, ... }}).");
        if (_columns.Count == 0 && schema is null)
            throw new ArgumentException($"{typeof(T).Name} has no public property to read. Give a record, a class, a struct or an anonymous type with properties.");
    }

    private delegate void Reader(ref T item, ColumnBuilder column);

    private delegate TValue StructGetter<TValue>(ref T item);

    public Dataset Read(IEnumerable<T> items)
    {
        int row = 0;
        foreach (T item in items)
        {
            if (item is null) throw new MlopsException("MLO1032", $"Row {row} is null. Filter such items out before they are read.");
            T current = item;
            foreach ((ColumnBuilder column, Reader read) in _columns) read(ref current, column);
            row++;
        }

        return new Dataset(_columns.Select(entry => entry.Column.Build()));
    }

    private static Field? Declared(Schema schema, string name, PropertyInfo[] properties)
    {
        if (schema.IndexOf(name) is var index and >= 0) return schema[index];
        Field[] near = [.. schema.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && !Array.Exists(properties, property => property.Name == field.Name))];
        return near.Length == 1 ? near[0] : null;
    }

    private static ColumnBuilder Builder(PropertyInfo property, Field? declared)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (declared is not null) return new ColumnBuilder(declared.Name, declared.Type, declared.Levels);
        if (type.IsEnum) return new ColumnBuilder(property.Name, ColumnType.Category, new CategoryLevels([.. Enum.GetNames(type)])) { ExtendLevels = true };
        return type == typeof(Guid) ? new ColumnBuilder(property.Name, ColumnType.Text) : new ColumnBuilder(property.Name, RecordProperties.ColumnTypeOf(type));
    }

    private static Reader? Bind(PropertyInfo property)
    {
        Type type = property.PropertyType;
        Type inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner.IsEnum)
        {
            var names = new Dictionary<object, string>();
            return (ref item, column) => AppendEnum(property.GetValue(item), column, names);
        }

        return Number(property) ?? Other(property);
    }

    private static Reader? Number(PropertyInfo property) =>
        Of<double>(property, static (column, value) => column.Append(value)) ??
        Of<float>(property, static (column, value) => column.Append((double)value)) ??
        Of<decimal>(property, static (column, value) => column.Append(value)) ??
        Of<Half>(property, static (column, value) => column.Append((double)value)) ??
        Of<int>(property, static (column, value) => column.Append((long)value)) ??
        Of<long>(property, static (column, value) => column.Append(value)) ??
        Of<short>(property, static (column, value) => column.Append((long)value)) ??
        Of<byte>(property, static (column, value) => column.Append((long)value)) ??
        Of<sbyte>(property, static (column, value) => column.Append((long)value)) ??
        Of<ushort>(property, static (column, value) => column.Append((long)value)) ??
        Of<uint>(property, static (column, value) => column.Append((long)value)) ??
        Of<ulong>(property, ValueAppender.Append);

    private static Reader? Other(PropertyInfo property) =>
        Of<bool>(property, static (column, value) => column.Append(value)) ??
        Of<DateTime>(property, static (column, value) => column.AppendTicks(ValueAppender.Ticks(value))) ??
        Of<DateTimeOffset>(property, static (column, value) => column.AppendTicks(value.UtcTicks)) ??
        Of<DateOnly>(property, static (column, value) => column.AppendTicks(value.ToDateTime(TimeOnly.MinValue).Ticks)) ??
        Of<TimeSpan>(property, static (column, value) => column.Append(value.TotalSeconds)) ??
        Of<TimeOnly>(property, static (column, value) => column.Append(value.ToTimeSpan().TotalSeconds)) ??
        Of<Guid>(property, static (column, value) => column.Append(value.ToString())) ??
        Of<char>(property, static (column, value) => column.Append(value.ToString())) ??
        OfExact<string?>(property, static (column, value) =>
        {
            if (value is null) column.AppendMissing();
            else column.Append(value);
        });

    private static Reader? Of<TValue>(PropertyInfo property, Action<ColumnBuilder, TValue> append)
        where TValue : struct =>
        OfExact(property, append) ?? OfExact<TValue?>(property, (column, value) =>
        {
            if (value is { } present) append(column, present);
            else column.AppendMissing();
        });

    private static Reader? OfExact<TValue>(PropertyInfo property, Action<ColumnBuilder, TValue> append)
    {
        if (property.PropertyType != typeof(TValue)) return null;
        if (typeof(T).IsValueType)
        {
            StructGetter<TValue> byReference = property.GetMethod!.CreateDelegate<StructGetter<TValue>>();
            return (ref item, column) => append(column, byReference(ref item));
        }

        Func<T, TValue> get = property.GetMethod!.CreateDelegate<Func<T, TValue>>();
        return (ref item, column) => append(column, get(item));
    }

    private static void AppendEnum(object? value, ColumnBuilder column, Dictionary<object, string> names)
    {
        if (value is null)
        {
            column.AppendMissing();
            return;
        }

        if (!names.TryGetValue(value, out string? name)) names.Add(value, name = value.ToString()!);
        column.Append(name);
    }
}
