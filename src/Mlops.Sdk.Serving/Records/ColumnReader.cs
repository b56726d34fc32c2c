using System.Globalization;
using System.Reflection;

namespace Mlops.Sdk;

/// <summary>Makes a column of one type from a property, through a typed delegate.</summary>
internal static class ColumnReader
{
    /// <summary>The reader, or null when the property's type does not fit.</summary>
    public static Func<IReadOnlyList<T>, Column>? Bind<T>(PropertyInfo property, Field field)
        where T : class
    {
        string name = field.Name;
        switch (field.Type)
        {
            case ColumnType.Number when Numbers<T>(property) is { } number: return items => new NumberColumn(name, All(items, item => number(item) ?? double.NaN));
            case ColumnType.Integer when Integers<T>(property) is { } integer: return items => new IntegerColumn(name, All(items, item => integer(item) ?? 0), Missing(items, item => integer(item) is null));
            case ColumnType.Flag when Of<T, bool, bool>(property, value => value) is { } flag: return items => new FlagColumn(name, All(items, item => flag(item) ?? false), Missing(items, item => flag(item) is null));
            case ColumnType.Timestamp when Ticks<T>(property) is { } ticks: return items => new TimestampColumn(name, All(items, item => ticks(item) ?? 0), Missing(items, item => ticks(item) is null));
            case ColumnType.Category when Texts<T>(property) is { } level:
                if (field.Levels is not { } levels) return items => CategoryColumn.FromValues(name, items.Select(level));
                return items => new CategoryColumn(name, All(items, item => level(item) is { } text ? levels.IndexOf(text) : -1), levels);
            case ColumnType.Text when Texts<T>(property) is { } text: return items => TextColumn.FromValues(name, items.Select(text));
            default: return null;
        }
    }

    private static Func<T, double?>? Numbers<T>(PropertyInfo property) =>
        Of<T, double, double>(property, value => value) ?? Of<T, float, double>(property, value => value) ?? Of<T, decimal, double>(property, value => (double)value) ??
        Of<T, ulong, double>(property, value => value) ?? Of<T, bool, double>(property, value => value ? 1 : 0) ?? Of<T, TimeSpan, double>(property, value => value.TotalSeconds) ?? FromInteger<T>(property);

    private static Func<T, double?>? FromInteger<T>(PropertyInfo property) => Integers<T>(property) is { } integer ? item => integer(item) : null;

    private static Func<T, long?>? Integers<T>(PropertyInfo property) =>
        Of<T, int, long>(property, value => value) ?? Of<T, long, long>(property, value => value) ?? Of<T, short, long>(property, value => value) ?? Of<T, byte, long>(property, value => value) ??
        Of<T, sbyte, long>(property, value => value) ?? Of<T, ushort, long>(property, value => value) ?? Of<T, uint, long>(property, value => value);

    private static Func<T, long?>? Ticks<T>(PropertyInfo property) =>
        Of<T, DateTime, long>(property, value => (value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks) ??
        Of<T, DateTimeOffset, long>(property, value => value.UtcTicks) ?? Of<T, DateOnly, long>(property, value => value.ToDateTime(TimeOnly.MinValue).Ticks);

    private static Func<T, string?>? Texts<T>(PropertyInfo property)
    {
        if (property.PropertyType == typeof(string)) return property.GetMethod!.CreateDelegate<Func<T, string?>>();
        if ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum) return item => property.GetValue(item)?.ToString();
        if (Of<T, Guid, Guid>(property, value => value) is { } id) return item => id(item)?.ToString();
        if (Of<T, char, char>(property, value => value) is { } letter) return item => letter(item)?.ToString();
        return Integers<T>(property) is { } integer ? item => integer(item)?.ToString(CultureInfo.InvariantCulture) : null;
    }

    private static Func<T, TResult?>? Of<T, TValue, TResult>(PropertyInfo property, Func<TValue, TResult> convert)
        where TValue : struct
        where TResult : struct
    {
        if (property.PropertyType == typeof(TValue))
        {
            Func<T, TValue> get = property.GetMethod!.CreateDelegate<Func<T, TValue>>();
            return item => convert(get(item));
        }

        if (property.PropertyType != typeof(TValue?)) return null;
        Func<T, TValue?> getNullable = property.GetMethod!.CreateDelegate<Func<T, TValue?>>();
        return item => getNullable(item) is { } value ? convert(value) : null;
    }

    private static TValue[] All<T, TValue>(IReadOnlyList<T> items, Func<T, TValue> get)
    {
        var values = new TValue[items.Count];
        for (int row = 0; row < values.Length; row++) values[row] = get(items[row]);
        return values;
    }

    private static MissingMask Missing<T>(IReadOnlyList<T> items, Func<T, bool> missing)
    {
        for (int row = 0; row < items.Count; row++)
            if (missing(items[row])) return MissingMask.Create(items.Count, index => missing(items[index]));
        return default;
    }
}
