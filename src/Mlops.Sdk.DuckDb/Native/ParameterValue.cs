using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods.Value;

namespace Mlops.Sdk;

/// <summary>Values of .NET as values of DuckDB.</summary>
internal static class ParameterValue
{
    private const long UnixTicks = 621355968000000000;

    public static DuckDBValue Create(string name, object? value) => value switch
    {
        null or DBNull => DuckDBCreateNullValue(),
        string text => DuckDBCreateVarchar(SqlText.Checked(text)),
        bool flag => DuckDBCreateBool(flag),
        sbyte or byte or short or ushort or int or uint or long => DuckDBCreateInt64(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        ulong integer => DuckDBCreateUInt64(integer),
        float number => DuckDBCreateFloat(number),
        double number => DuckDBCreateDouble(number),
        decimal number => DuckDBCreateVarchar(number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        DateTime moment => Moment((moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment).Ticks),
        DateTimeOffset moment => DuckDBCreateTimestampTz(Micros(moment.UtcTicks)),
        DateOnly date => DuckDBCreateDate(new DuckDBDate { Days = date.DayNumber - new DateOnly(1970, 1, 1).DayNumber }),
        Guid id => DuckDBCreateVarchar(id.ToString()),
        Enum member => DuckDBCreateVarchar(member.ToString()),
        _ => throw new ArgumentException($"The parameter ${name} is a {value.GetType().Name}, which no parameter can be. Give a string, a number, a bool, a DateTime, a DateTimeOffset, a DateOnly or a Guid.", name),
    };

    private static DuckDBValue Moment(long ticks) => DuckDBCreateTimestamp(Micros(ticks));

    private static DuckDBTimestampStruct Micros(long ticks) => new() { Micros = (ticks - UnixTicks) / 10 };
}
