namespace Mlops.Sdk.Extensibility;

/// <summary>Puts the content of a report together, top to bottom.</summary>
/// <example><code>
/// new ReportBuilder("Loans").Section("Overview").Facts(("Rows", 1000), ("Missing", ReportCell.Percent(0.02))).Build()
/// </code></example>
public sealed class ReportBuilder
{
    private readonly string _title;
    private readonly string? _subtitle;
    private readonly List<ReportBlock> _lead = [];
    private readonly List<(string Title, bool IsDetail, List<ReportBlock> Blocks)> _sections = [];

    /// <summary>Starts a report.</summary>
    /// <param name="title">The heading of the whole.</param>
    /// <param name="subtitle">One line under the title, or null.</param>
    public ReportBuilder(string title, string? subtitle = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        _title = title;
        _subtitle = subtitle;
    }

    /// <summary>Adds facts that stand before the findings, whenever it is called.</summary>
    /// <param name="facts">The facts in reading order.</param>
    public ReportBuilder Lead(params (string Name, ReportCell Value)[] facts)
    {
        _lead.Add(new ReportFacts(facts.Select(fact => new ReportFact(fact.Name, fact.Value))));
        return this;
    }

    /// <summary>Starts a section; what follows goes into it.</summary>
    /// <param name="title">The heading.</param>
    public ReportBuilder Section(string title) => Start(title, isDetail: false);

    /// <summary>Starts a section that is left out where the report has to fit one screen of text.</summary>
    /// <param name="title">The heading.</param>
    public ReportBuilder DetailSection(string title) => Start(title, isDetail: true);

    /// <summary>Adds a paragraph of plain text.</summary>
    /// <param name="text">The text; markup in it is shown literally.</param>
    public ReportBuilder Text(string text) => Add(new ReportText(text));

    /// <summary>Adds a list of names and values.</summary>
    /// <param name="facts">The facts in reading order.</param>
    public ReportBuilder Facts(params (string Name, ReportCell Value)[] facts) =>
        Add(new ReportFacts(facts.Select(fact => new ReportFact(fact.Name, fact.Value))));

    /// <summary>Adds a table.</summary>
    /// <param name="columns">The columns from left to right.</param>
    /// <param name="rows">The rows; each has one cell per column.</param>
    /// <param name="title">A caption, or null.</param>
    /// <param name="note">A remark under the table, or null.</param>
    public ReportBuilder Table(
        IEnumerable<ReportColumn> columns,
        IEnumerable<IReadOnlyList<ReportCell>> rows,
        string? title = null,
        string? note = null) => Add(new ReportTable(columns, rows, title, note));

    /// <summary>Adds a chart.</summary>
    /// <param name="chart">The chart, as data.</param>
    public ReportBuilder Chart(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return Add(new ReportFigure(chart));
    }

    /// <summary>Adds blocks side by side.</summary>
    /// <param name="blocks">The blocks from left to right.</param>
    public ReportBuilder Row(params ReportBlock[] blocks) => Add(new ReportRow(blocks));

    /// <summary>Adds a block.</summary>
    /// <param name="block">The block.</param>
    public ReportBuilder Add(ReportBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_sections.Count == 0)
        {
            Section("Overview");
        }

        _sections[^1].Blocks.Add(block);
        return this;
    }

    /// <summary>The content as built so far; the builder can go on.</summary>
    public ReportContent Build() =>
        new(_title, _sections.Select(section => new ReportSection(section.Title, section.Blocks) { IsDetail = section.IsDetail }), _subtitle) { Lead = [.. _lead] };

    private ReportBuilder Start(string title, bool isDetail)
    {
        ArgumentNullException.ThrowIfNull(title);
        _sections.Add((title, isDetail, []));
        return this;
    }
}
