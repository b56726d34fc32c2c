using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Mlops.Sdk;

/// <summary>Writes a dataset as CSV that reads back equal under the same options and the schema of the dataset.</summary>
internal sealed class CsvWriter
{
    private readonly Dataset _data;
    private readonly CsvOptions _options;
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly SearchValues<byte> _special;
    private readonly HashSet<string> _nulls;
    private readonly byte[]?[]?[] _levels;
    private readonly byte[] _missing;
    private readonly byte _delimiter;
    private readonly int _longestNull;

    public CsvWriter(Dataset data, CsvOptions options)
    {
        CsvDialect.Check(options);
        _data = data;
        _options = options;
        _delimiter = (byte)(options.Delimiter ?? (options.DecimalMark == ',' ? ';' : ','));
        _special = SearchValues.Create((byte[])[_delimiter, (byte)options.Quote, (byte)'\r', (byte)'\n', 0]);
        _nulls = [.. options.NullSpellings];
        _longestNull = _nulls.Count == 0 ? -1 : _nulls.Max(Encoding.UTF8.GetByteCount);
        _missing = Encoding.UTF8.GetBytes(MissingSpelling());
        _levels = [.. data.Columns.Select(column => column is CategoryColumn category ? new byte[category.Levels.Count][] : null)];
    }

    public void Write(Stream stream, CancellationToken cancellationToken)
    {
        if (_options.HasHeader != false)
        {
            for (int i = 0; i < _data.ColumnCount; i++) WriteField(i, Quoted(_data.Columns[i].Name, $"the name of column {i}"));
            Put((byte)'\n');
        }

        for (int row = 0; row < _data.RowCount; row++)
        {
            for (int i = 0; i < _data.ColumnCount; i++) WriteValue(i, row);
            Put((byte)'\n');
            if (_buffer.WrittenCount < 1 << 15) continue;
            cancellationToken.ThrowIfCancellationRequested();
            Flush(stream);
        }

        Flush(stream);
    }

    // An empty line is no record, so that a table of one column spells its missing values out.
    private string MissingSpelling()
    {
        if (_data.ColumnCount != 1 && _nulls.Contains("")) return "";
        return _options.NullSpellings.FirstOrDefault(spelling => spelling.Length > 0)
            ?? throw new ArgumentException("CsvOptions.NullSpellings has no spelling that a missing value could be written as. Add one.", nameof(CsvOptions.NullSpellings));
    }

    private void Flush(Stream stream)
    {
        stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    private void Put(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    private void WriteField(int column, ReadOnlySpan<byte> field)
    {
        if (column > 0) Put(_delimiter);
        _buffer.Write(field);
    }

    private void WriteValue(int index, int row)
    {
        Column column = _data.Columns[index];
        if (column.IsMissing(row))
        {
            WriteField(index, _missing);
            return;
        }

        switch (column)
        {
            case CategoryColumn category:
                WriteField(index, _levels[index]![category.Codes[row]] ??= Quoted(category.Levels[category.Codes[row]], Place(row, column)));
                break;
            case TextColumn text:
                WriteText(index, text, row);
                break;
            case IntegerColumn integer:
                if (index > 0) Put(_delimiter);
                Utf8Formatter.TryFormat(integer.Values[row], _buffer.GetSpan(24), out int digits);
                _buffer.Advance(digits);
                break;
            case NumberColumn number:
                WriteField(index, Number(number.Values[row]));
                break;
            default:
                WriteField(index, Encoding.UTF8.GetBytes(column.GetText(row)));
                break;
        }
    }

    private void WriteText(int index, TextColumn column, int row)
    {
        ReadOnlySpan<byte> text = column.GetUtf8(row);
        if (!Utf8.IsValid(text)) throw Unwritable(Place(row, column), "is not valid UTF-8");
        WriteField(index, NeedsQuotes(text) ? Enclose(text, column, row) : text);
    }

    // A whole number of a column of numbers keeps its fraction, so that the column stays one; a NaN that is a value keeps a sign, so that it is not a null spelling.
    private byte[] Number(double value)
    {
        if (double.IsNaN(value)) return "+NaN"u8.ToArray();
        if (double.IsInfinity(value)) return value > 0 ? "inf"u8.ToArray() : "-inf"u8.ToArray();
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (!text.AsSpan().ContainsAny('.', 'E')) text += ".0";
        return Encoding.ASCII.GetBytes(_options.DecimalMark == '.' ? text : text.Replace('.', _options.DecimalMark));
    }

    private byte[] Quoted(string text, string place)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        if (utf8.AsSpan().Contains((byte)0)) throw Unwritable(place, "has a NUL character");
        return NeedsQuotes(utf8) ? Enclose(utf8) : utf8;
    }

    private static MlopsException Unwritable(string place, string problem) => new("MLO1512", $"The text of {place} {problem}, which no CSV file can hold. Correct it where the column is made, or keep the data with Dataset.Save, which holds any text.");

    private static string Place(int row, Column column) => string.Create(CultureInfo.InvariantCulture, $"row {row}, column '{column.Name}'");

    private byte[] Enclose(ReadOnlySpan<byte> value, Column column, int row)
    {
        if (value.Contains((byte)0)) throw Unwritable(Place(row, column), "has a NUL character");
        return Enclose(value);
    }

    private bool NeedsQuotes(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.ContainsAny(_special) || value[0] <= ' ' || value[^1] <= ' ' || value[0] == _options.Comment) return true;
        return value.Length <= _longestNull && _nulls.Contains(Encoding.UTF8.GetString(value));
    }

    private byte[] Enclose(ReadOnlySpan<byte> value)
    {
        byte quote = (byte)_options.Quote;
        var enclosed = new ArrayBufferWriter<byte>(value.Length + 8);
        enclosed.Write([quote]);
        while (value.IndexOf(quote) is var at and >= 0)
        {
            enclosed.Write(value[..(at + 1)]);
            enclosed.Write([quote]);
            value = value[(at + 1)..];
        }

        enclosed.Write(value);
        enclosed.Write([quote]);
        return enclosed.WrittenSpan.ToArray();
    }
}
