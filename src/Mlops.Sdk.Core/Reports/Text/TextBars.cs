namespace Mlops.Sdk;

/// <summary>Bars made of block characters, to an eighth of a character.</summary>
internal static class TextBars
{
    private const string Lying = " ▏▎▍▌▋▊▉█";
    private const string Standing = " ▁▂▃▄▅▆▇█";

    /// <summary>A lying bar of a share (0..1) of the width; anything above nothing shows at least a sliver.</summary>
    public static string Horizontal(double share, int width)
    {
        int eighths = Eighths(share, width);
        string full = new('█', eighths / 8);
        return eighths % 8 == 0 ? full : full + Lying[eighths % 8];
    }

    /// <summary>Standing bars of shares (0..1), as lines from top to bottom, one character per share.</summary>
    public static string[] Vertical(IReadOnlyList<double> shares, int height)
    {
        string[] lines = new string[height];
        for (int line = 0; line < height; line++)
        {
            int floor = (height - 1 - line) * 8;
            lines[line] = string.Concat(shares.Select(share => Standing[Math.Clamp(Eighths(share, height) - floor, 0, 8)])).TrimEnd();
        }

        return lines;
    }

    /// <summary>One line of standing bars; a value that is not finite leaves a gap, the lowest value still shows.</summary>
    public static string Spark(IReadOnlyList<double> values, double low, double high) =>
        string.Concat(values.Select(value => !double.IsFinite(value) ? ' '
            : high > low ? Standing[1 + (int)Math.Round(Math.Clamp((value - low) / (high - low), 0, 1) * 7)]
            : Standing[4]));

    /// <summary>One line of standing bars from zero; what is nothing leaves a gap, anything above it shows.</summary>
    public static string Spark(IReadOnlyList<double> heights)
    {
        double top = heights.Where(double.IsFinite).DefaultIfEmpty().Max();
        return string.Concat(heights.Select(height => double.IsFinite(height) && height > 0 ? Standing[Eighths(height / top, 1)] : ' '));
    }

    private static int Eighths(double share, int cells) =>
        share > 0 ? Math.Clamp((int)Math.Round(share * cells * 8), 1, cells * 8) : 0;
}
