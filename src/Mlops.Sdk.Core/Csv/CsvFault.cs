using System.Globalization;
using System.Text;

namespace Mlops.Sdk;

/// <summary>A defect of the file at a byte. The first one of the file is reported, whatever thread met which.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Offset">Where, in decoded bytes from the beginning of the file.</param>
/// <param name="Row">The row counted from the first row of the block, or -1.</param>
/// <param name="Column">The name of the column, or null.</param>
/// <param name="Message">What is wrong and what to do, after the place.</param>
internal sealed record CsvFault(string Code, long Offset, int Row, string? Column, string Message)
{
    public static CsvFault? First(CsvFault? a, CsvFault? b) => a is null ? b : b is null || a.Offset <= b.Offset ? a : b;

    /// <summary>A value as a message shows it: at most 40 characters, control characters escaped.</summary>
    public static string Show(ReadOnlySpan<byte> value)
    {
        string text = Encoding.UTF8.GetString(value[..Math.Min(value.Length, 160)]);
        var shown = new StringBuilder("'");
        foreach (char c in text.Length > 40 ? text.AsSpan(0, 40) : text)
        {
            if (char.IsControl(c)) shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else shown.Append(c);
        }

        return shown.Append(text.Length > 40 ? "...'" : "'").ToString();
    }

    public MlopsException ToException(CsvInput input, CsvOptions options, long rowsBefore)
    {
        string place = $"line {LineOf(input, options)}";
        if (Row >= 0) place = $"row {(rowsBefore + Row).ToString(CultureInfo.InvariantCulture)} ({place})";
        if (Column is not null) place += $", column '{Column}'";
        return new MlopsException(Code, $"{input.Name}, {place}: {Message}");
    }

    // Lines are not counted while reading; the one that matters is found by reading once more.
    private string LineOf(CsvInput input, CsvOptions options)
    {
        using CsvStream stream = input.Open(options);
        var buffer = new byte[1 << 16];
        long line = 1, left = Offset;
        bool afterReturn = false;
        while (left > 0)
        {
            int got = stream.Fill(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
            if (got == 0) break;
            foreach (byte b in buffer.AsSpan(0, got))
            {
                if (b == '\r' || (b == '\n' && !afterReturn)) line++;
                afterReturn = b == '\r';
            }

            left -= got;
        }

        return line.ToString(CultureInfo.InvariantCulture);
    }
}
