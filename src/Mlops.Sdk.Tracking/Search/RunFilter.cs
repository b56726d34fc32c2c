using System.Linq.Expressions;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>A condition on a run. Conditions combine with <see cref="All"/>, <see cref="Any"/> and <see cref="Not"/>; each is true or false for every run, also where a metric or tag is absent.</summary>
public abstract record RunFilter
{
    private protected RunFilter()
    {
    }

    /// <summary>The run belongs to an experiment.</summary>
    /// <param name="name">The experiment.</param>
    public static RunFilter Experiment(string name) => new ExperimentFilter(Names.Key(name));

    /// <summary>The run has a status.</summary>
    /// <param name="status">The status.</param>
    public static RunFilter Status(RunStatus status) => new StatusFilter(status);

    /// <summary>The run has a tag with just this value, or with any value when it is null.</summary>
    /// <param name="name">The tag.</param>
    /// <param name="value">The value, or null for any.</param>
    public static RunFilter Tag(string name, string? value = null) => new TagFilter(Names.Key(name), value);

    /// <summary>The run has a parameter with just this value, or with any value when it is null.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The value, or null for any.</param>
    public static RunFilter Param(string name, string? value = null) => new ParamFilter(Names.Key(name), value);

    /// <summary>The run has a metric inside bounds, both inclusive. NaN is inside none, so without bounds it asks for a value that is not NaN.</summary>
    /// <param name="name">The metric.</param>
    /// <param name="min">The least value, or null.</param>
    /// <param name="max">The greatest value, or null.</param>
    /// <param name="aggregate">Which value of the series is compared.</param>
    public static RunFilter Metric(string name, double? min = null, double? max = null, MetricAggregate aggregate = MetricAggregate.Last) => new MetricFilter(Names.Key(name), min, max, aggregate);

    /// <summary>The run is nested in another.</summary>
    /// <param name="runId">The other run.</param>
    public static RunFilter ChildOf(string runId) => new ParentFilter(runId);

    /// <summary>Every condition holds; true without any.</summary>
    /// <param name="filters">The conditions.</param>
    public static RunFilter All(params RunFilter[] filters) => new AllFilter([.. filters]);

    /// <summary>At least one condition holds; false without any.</summary>
    /// <param name="filters">The conditions.</param>
    public static RunFilter Any(params RunFilter[] filters) => new AnyFilter([.. filters]);

    /// <summary>The condition does not hold.</summary>
    /// <param name="filter">The condition.</param>
    public static RunFilter Not(RunFilter filter) => new NotFilter(filter ?? throw new ArgumentNullException(nameof(filter)));

    /// <summary>Reads a filter from an expression: <c>RunFilter.Of(run => run.Metrics["auc"].Last > 0.9 &amp;&amp; run.Tags["team"] == team)</c>. The store answers it; no run is read for it.</summary>
    /// <remarks>
    /// Fields: those of <see cref="Parse"/> as properties of <see cref="RunInfo"/>, with <c>Params["x"]</c>, <c>Tags["x"]</c>, <c>Facts["x"]</c>, <c>Metrics["x"].Last</c>, <c>.Min</c>, <c>.Max</c>, and <c>Datasets.Any(data => data.Name == "loans")</c>.
    /// Comparisons: <c>== != &lt; &lt;= &gt; &gt;=</c>, with null, <c>StartsWith</c>, <c>EndsWith</c>, <c>Contains</c> and <c>Equals</c> of texts, <c>ContainsKey</c>, and <c>list.Contains(field)</c>; between them <c>&amp;&amp; || !</c>.
    /// As in the text form, NaN and what is absent meet no comparison, <c>!=</c> included; nothing is thrown for a name that a run does not have.
    /// </remarks>
    /// <param name="condition">The condition.</param>
    /// <exception cref="ArgumentException">A store could not answer it; the message shows the place.</exception>
    public static RunFilter Of(Expression<Func<RunInfo, bool>> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return FilterExpression.Read(condition);
    }

    /// <summary>Reads a filter: <c>metrics.auc > 0.9 AND (params.kind = 'trees' OR tags.team IN ('a', 'b')) AND NOT status = 'Failed'</c>.</summary>
    /// <remarks>
    /// Fields: <c>metrics.NAME</c> (the last value), <c>min(metrics.NAME)</c>, <c>max(metrics.NAME)</c>, <c>params.NAME</c>, <c>tags.NAME</c>, <c>facts.NAME</c>, <c>dataset.name</c>, <c>dataset.fingerprint</c>, <c>dataset.source</c>,
    /// <c>run_id</c>, <c>run_name</c>, <c>experiment</c>, <c>status</c>, <c>parent_id</c>, <c>note</c>, <c>error</c>, <c>start_time</c>, <c>end_time</c>. A name with other characters is written in back-ticks.
    /// Comparisons: <c>= != &lt; &lt;= &gt; &gt;=</c>, <c>[NOT] IN (...)</c>, <c>[NOT] LIKE</c>, <c>[NOT] ILIKE</c> (<c>%</c> any characters, <c>_</c> one), <c>IS [NOT] NULL</c>. NOT binds before AND, and AND before OR. Keywords are read in any case, names in theirs.
    /// NaN and what is absent meet no comparison, <c>!=</c> included; <c>NOT</c> around a comparison holds for them.
    /// </remarks>
    /// <param name="text">The text; an empty one holds for every run.</param>
    /// <exception cref="ArgumentException">The text is no filter; the message shows the place.</exception>
    public static RunFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FilterParser.ParseFilter(text);
    }

    /// <summary>Whether the condition holds for a run.</summary>
    /// <param name="run">The run.</param>
    public abstract bool Matches(RunInfo run);
}
