using System.Data;
using System.Data.Common;

namespace Mlops.Sdk;

/// <summary>A column of a data reader: each value is asked for by the type that the reader states for the column, so that none is boxed.</summary>
internal sealed class ReaderColumn
{
    private readonly int _ordinal;
    private readonly Type _type;
    private readonly Kind _kind;

    public ReaderColumn(IDataReader reader, int ordinal, ColumnBuilder column)
    {
        (_ordinal, Column) = (ordinal, column);
        _type = reader.GetFieldType(ordinal);
        _kind = KindOf(_type, reader is DbDataReader);
    }

    private enum Kind
    {
        Value,
        Flag,
        Byte,
        Int16,
        Int32,
        Int64,
        Single,
        Double,
        Decimal,
        Moment,
        Text,
        Guid,
        Offset,
        Date,
        Span,
        Time,
    }

    public ColumnBuilder Column { get; }

    /// <summary>The type that the reader states.</summary>
    public Type Type => _type;

    /// <summary>Appends the value in the reader's row.</summary>
    public void Append(IDataReader reader)
    {
        if (reader.IsDBNull(_ordinal)) Column.AppendMissing();
        // A getter of a database without fixed types (SQLite) converts what it finds, and text becomes 0: the row has the last word on its type.
        else if (_kind == Kind.Value || reader.GetFieldType(_ordinal) != _type) ValueAppender.Append(Column, reader.GetValue(_ordinal));
        else AppendTyped(reader);
    }

    private void AppendTyped(IDataReader reader)
    {
        switch (_kind)
        {
            case Kind.Flag: Column.Append(reader.GetBoolean(_ordinal)); break;
            case Kind.Byte: Column.Append((long)reader.GetByte(_ordinal)); break;
            case Kind.Int16: Column.Append((long)reader.GetInt16(_ordinal)); break;
            case Kind.Int32: Column.Append((long)reader.GetInt32(_ordinal)); break;
            case Kind.Int64: Column.Append(reader.GetInt64(_ordinal)); break;
            case Kind.Single: Column.Append((double)reader.GetFloat(_ordinal)); break;
            case Kind.Double: Column.Append(reader.GetDouble(_ordinal)); break;
            case Kind.Decimal: Column.Append(reader.GetDecimal(_ordinal)); break;
            case Kind.Moment: Column.AppendTicks(ValueAppender.Ticks(reader.GetDateTime(_ordinal))); break;
            case Kind.Text: Column.Append(reader.GetString(_ordinal)); break;
            case Kind.Guid: Column.Append(reader.GetGuid(_ordinal).ToString()); break;
            case Kind.Offset: Column.AppendTicks(((DbDataReader)reader).GetFieldValue<DateTimeOffset>(_ordinal).UtcTicks); break;
            case Kind.Date: Column.AppendTicks(((DbDataReader)reader).GetFieldValue<DateOnly>(_ordinal).ToDateTime(TimeOnly.MinValue).Ticks); break;
            case Kind.Span: Column.Append(((DbDataReader)reader).GetFieldValue<TimeSpan>(_ordinal).TotalSeconds); break;
            default: Column.Append(((DbDataReader)reader).GetFieldValue<TimeOnly>(_ordinal).ToTimeSpan().TotalSeconds); break;
        }
    }

    private static Kind KindOf(Type type, bool hasFieldValues) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => Kind.Value,
        TypeCode.Boolean => Kind.Flag,
        TypeCode.Byte => Kind.Byte,
        TypeCode.Int16 => Kind.Int16,
        TypeCode.Int32 => Kind.Int32,
        TypeCode.Int64 => Kind.Int64,
        TypeCode.Single => Kind.Single,
        TypeCode.Double => Kind.Double,
        TypeCode.Decimal => Kind.Decimal,
        TypeCode.DateTime => Kind.Moment,
        TypeCode.String => Kind.Text,
        _ when type == typeof(Guid) => Kind.Guid,
        _ when !hasFieldValues => Kind.Value,
        _ when type == typeof(DateTimeOffset) => Kind.Offset,
        _ when type == typeof(DateOnly) => Kind.Date,
        _ when type == typeof(TimeSpan) => Kind.Span,
        _ when type == typeof(TimeOnly) => Kind.Time,
        _ => Kind.Value,
    };
}
