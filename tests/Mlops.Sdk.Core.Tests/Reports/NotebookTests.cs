using System.Collections;
using System.Linq.Expressions;
using System.Reflection;

namespace Mlops.Sdk.Tests.Reports;

/// <summary>Loads formatters as .NET Interactive does for types that do not reference it: everything is found by name.</summary>
public sealed class NotebookTests
{
    [Fact]
    public void Report_InNotebook_ShowsItselfInHtmlMarkdownAndText()
    {
        SampleReport report = new();
        Dictionary<string, string> shown = Show(report);
        Assert.Equal(["text/html", "text/markdown", "text/plain"], shown.Keys.Order());
        Assert.Equal(report.ToString(), shown["text/plain"]);
        Assert.Contains("Loan applications", SafeMarkup.Parse(shown["text/html"]).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_InNotebook_ShowsItselfAsSvg()
    {
        Chart chart = SampleReport.Drift();
        Assert.Equal(chart.ToSvg(), Show(chart)["text/html"]);
    }

    [Fact]
    public void DataPredictionsAndModel_InNotebook_ShowThemselves()
    {
        Dataset data = Mlops.Sdk.Testing.ContractData.Numeric(rows: 1200);
        FittedPipeline model = Pipeline.Empty.Add(new Core.Tests.Pipelines.Shift()).Add(new Core.Tests.Pipelines.MeanTrainer()).Fit(data, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("1,200 rows x 6 columns", SafeMarkup.Parse(Show(data)["text/html"]).Root!.Value, StringComparison.Ordinal);
        Assert.Contains("predicted_label", Show(model.Score(data, TestContext.Current.CancellationToken))["text/plain"], StringComparison.Ordinal);
        Assert.All(["Shift", "Mean"], stage => Assert.Contains(stage, SafeMarkup.Parse(Show(model)["text/html"]).Root!.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Preview_AnyDataset_IsInertAndFits() =>
        FixedCases.Sample(Core.Tests.Data.Same.AnyDataset, data =>
        {
            Report preview = data.Preview();
            SafeMarkup.Parse(preview.ToHtml());
            Assert.False(SafeMarkup.HasControls(preview.ToString()));
            Assert.All(preview.ToText().Split('\n'), line => Assert.True(line.Length <= 100, line));
        }, iter: 30);

    [Fact]
    public void Html_InNotebook_StylesNothingOutsideTheReport()
    {
        string style = SafeMarkup.Parse(Show(new SampleReport())["text/html"]).Descendants().First(e => e.Name.LocalName == "style").Value;
        string[] selectors = [.. System.Text.RegularExpressions.Regex.Matches(style, @"([^{}@;]+)\{").Select(match => match.Groups[1].Value.Trim())];
        Assert.NotEmpty(selectors);
        Assert.All(selectors.Where(one => !one.StartsWith("media ", StringComparison.Ordinal)), one => Assert.Contains("mr", one, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Show(object value)
    {
        Dictionary<string, string> shown = [];
        foreach (object attribute in value.GetType().GetCustomAttributes(true).Where(a => a.GetType().Name == "TypeFormatterSourceAttribute"))
        {
            Type source = Assert.IsAssignableFrom<Type>(Property(attribute, "FormatterSourceType"));
            object instance = Activator.CreateInstance(source)!;
            IEnumerable formatters = Assert.IsAssignableFrom<IEnumerable>(source.GetMethod("CreateTypeFormatters")!.Invoke(instance, null));
            foreach (object formatter in formatters)
            {
                string mimeType = Assert.IsType<string>(Property(formatter, "MimeType"));
                ParameterExpression shownValue = Expression.Parameter(typeof(object)), writer = Expression.Parameter(typeof(TextWriter));
                Func<object, TextWriter, bool> format = Expression.Lambda<Func<object, TextWriter, bool>>(
                    Expression.Call(Expression.Constant(formatter), formatter.GetType().GetMethod("Format")!, shownValue, writer), shownValue, writer).Compile();
                using StringWriter output = new();
                Assert.False(format("something else", output));
                Assert.True(format(value, output));
                shown.Add(mimeType, output.ToString());
            }
        }

        return shown;
    }

    private static object? Property(object owner, string name) => owner.GetType().GetProperty(name)?.GetGetMethod()?.Invoke(owner, null);
}
