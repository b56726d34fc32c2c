using System.Globalization;
using System.Numerics;

namespace Mlops.Sdk;

/// <summary>A property or a constructor parameter that is filled from a column.</summary>
internal sealed class RecordMember(Column column, Type type, bool allowsNull)
{
    private readonly Type _inner = Nullable.GetUnderlyingType(type) ?? type;

    public object? Read(int row)
    {
        object? value = column.GetValue(row);
        if (value is null)
        {
            return !type.IsValueType && allowsNull || type != _inner
                ? null
                : throw new MlopsException("MLO1033", $"Row {row}, column '{column.Name}' is missing, and {type.Name} cannot be null. Make the member nullable, or fill the column first.");
        }

        object? converted = value switch
        {
            long integer => OfInteger(integer),
            double number => OfNumber(number),
            bool => _inner == typeof(bool) ? value : null,
            DateTime moment => OfMoment(moment),
            _ => OfText((string)value),
        };
        if (converted is null && _inner.IsInstanceOfType(value)) converted = value;
        return converted ?? throw new MlopsException("MLO1033",
            $"Row {row}, column '{column.Name}': {Extensibility.ErrorText.Show(value)} ({column.Type}) does not fit {_inner.Name}. Give the member a type that holds it.");
    }

    private object? OfInteger(long value)
    {
        if (_inner.IsEnum) return null;
        return Type.GetTypeCode(_inner) switch
        {
            TypeCode.Int64 => value,
            TypeCode.Int32 => Within<int>(value),
            TypeCode.Int16 => Within<short>(value),
            TypeCode.SByte => Within<sbyte>(value),
            TypeCode.Byte => Within<byte>(value),
            TypeCode.UInt16 => Within<ushort>(value),
            TypeCode.UInt32 => Within<uint>(value),
            TypeCode.UInt64 => Within<ulong>(value),
            TypeCode.Double => (double)value,
            TypeCode.Single => (float)value,
            TypeCode.Decimal => (decimal)value,
            _ => _inner == typeof(TimeSpan) ? OfNumber(value) : null,
        };
    }

    private object? OfNumber(double value)
    {
        if (_inner == typeof(double)) return value;
        if (_inner == typeof(float)) return (float)value;
        if (_inner == typeof(Half)) return (Half)value;
        if (!double.IsFinite(value)) return null;
        if (_inner == typeof(decimal)) return Math.Abs(value) < 7.9e28 ? (decimal)value : null;
        if (_inner == typeof(TimeSpan)) return Math.Abs(value) < 9e11 ? TimeSpan.FromTicks((long)Math.Round(value * TimeSpan.TicksPerSecond)) : null;
        if (_inner == typeof(TimeOnly)) return value is >= 0 and < 86400 ? new TimeOnly((long)Math.Round(value * TimeSpan.TicksPerSecond)) : null;
        return Math.Floor(value) == value && Math.Abs(value) < 9.2e18 ? OfInteger((long)value) : null;
    }

    private object? OfMoment(DateTime value)
    {
        if (_inner == typeof(DateTime)) return value;
        if (_inner == typeof(DateTimeOffset)) return new DateTimeOffset(value, TimeSpan.Zero);
        return _inner == typeof(DateOnly) && value.TimeOfDay == TimeSpan.Zero ? DateOnly.FromDateTime(value) : null;
    }

    private object? OfText(string value)
    {
        if (_inner == typeof(string)) return value;
        if (_inner == typeof(Guid)) return Guid.TryParse(value, CultureInfo.InvariantCulture, out Guid id) ? id : null;
        if (_inner == typeof(char)) return value.Length == 1 ? value[0] : null;
        return _inner.IsEnum && Enum.TryParse(_inner, value, false, out object? member) ? member : null;
    }

    private static object? Within<TInteger>(long value)
        where TInteger : struct, IBinaryInteger<TInteger>
    {
        TInteger converted = TInteger.CreateTruncating(value);
        return long.CreateSaturating(converted) == value && TInteger.IsNegative(converted) == (value < 0) ? converted : null;
    }
}
