namespace Mlops.Sdk.Tests.Reports;

public sealed class ReportApprovalTests
{
    private readonly SampleReport _report = new();

    [Fact]
    public void Screen_OfSample_IsApproved() => Approval.Verify(_report.ToString(), "screen.txt");

    [Fact]
    public void Text_OfSample_IsApproved() => Approval.Verify(_report.ToText(), "sample.txt");

    [Fact]
    public void Markdown_OfSample_IsApproved() => Approval.Verify(_report.ToMarkdown(), "sample.md");

    [Fact]
    public void Json_OfSample_IsApproved() => Approval.Verify(_report.ToJson(), "sample.json");

    [Fact]
    public void Html_OfSample_IsApproved() => Approval.Verify(_report.ToHtml(), "sample.html");

    [Fact]
    public void Svg_OfBars_IsApproved() => Approval.Verify(SampleReport.Importance().ToSvg(), "bars.svg");

    [Fact]
    public void Svg_OfLines_IsApproved() => Approval.Verify(SampleReport.Drift().ToSvg(), "lines.svg");
}
