using System.Text;

namespace Mlops.Sdk;

/// <summary>The colours, each in a light and a dark form. The series colours follow Okabe and Ito, who chose them for colour-blind readers.</summary>
internal static class Palette
{
    /// <summary>How many series colours there are before they repeat.</summary>
    public const int SeriesCount = 8;

    private static readonly (string Name, string Light, string Dark)[] s_colors =
    [
        ("bg", "#ffffff", "#15181c"),
        ("soft", "#f6f7f8", "#1d2126"),
        ("ink", "#1d2126", "#e7e9ec"),
        ("muted", "#5c6670", "#9aa4af"),
        ("line", "#e4e7ea", "#2c323a"),
        ("on", "#ffffff", "#0d0f12"),
        ("error", "#b3261e", "#ff8f85"),
        ("warning", "#8a5a00", "#f0b94a"),
        ("info", "#2a6593", "#7fbbe8"),
        ("positive", "#0072b2", "#58aee6"),
        ("negative", "#c8501e", "#f2905a"),
        ("1", "#0072b2", "#58aee6"),
        ("2", "#d55e00", "#f2905a"),
        ("3", "#009e73", "#45c79f"),
        ("4", "#b8578c", "#e09cc4"),
        ("5", "#c98b00", "#f0bd55"),
        ("6", "#4aa3d8", "#a3d5f5"),
        ("7", "#7a5ba8", "#b9a0de"),
        ("8", "#6f7780", "#aab2bb"),
    ];

    /// <summary>The colour of a series, by its place.</summary>
    public static string Series(int index) => ((index % SeriesCount) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The light form, for viewers that know no CSS variables.</summary>
    public static string Light(string name) => Array.Find(s_colors, color => color.Name == name).Light;

    /// <summary>Rules that define the variables for elements of class <c>mr</c>, and the classes that use them.</summary>
    public static string Css()
    {
        StringBuilder css = new();
        css.Append(".mr{color-scheme:light dark;").Append(Variables(color => color.Light)).Append("}\n");
        css.Append("@media (prefers-color-scheme:dark){.mr{").Append(Variables(color => color.Dark)).Append("}}\n");
        css.Append("@media print{.mr{color-scheme:light;").Append(Variables(color => color.Light)).Append("}}\n");
        foreach ((string name, _, _) in s_colors)
        {
            css.Append(".mr-f-").Append(name).Append(",.mr-svg text.mr-f-").Append(name).Append("{fill:var(--mr-").Append(name).Append(")}.mr-s-").Append(name)
                .Append("{stroke:var(--mr-").Append(name).Append(")}\n");
        }

        return css.Append(".mr-svg text{fill:var(--mr-muted);font:12px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-variant-numeric:tabular-nums}\n")
            .Append(".mr-svg text.mr-h{font-size:14px;font-weight:600}.mr-svg text.mr-small{font-size:11px}\n")
            .Append(".mr-svg text.mr-halo{font-size:11px;paint-order:stroke;stroke:var(--mr-bg);stroke-width:4px;stroke-linejoin:round}\n")
            .ToString();
    }

    private static string Variables(Func<(string Name, string Light, string Dark), string> pick) =>
        string.Concat(s_colors.Select(color => $"--mr-{color.Name}:{pick(color)};"));
}
