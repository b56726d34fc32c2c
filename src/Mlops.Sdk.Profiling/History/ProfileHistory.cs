using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>The metrics of one profile after another, one file a period in a folder, and rules that say when a period is not like the others.</summary>
/// <remarks>
/// Periods are added and never changed. A file appears whole or not at all, and two processes that append to one folder at once do not disturb each other; of two that append the same period, the second gets an error.
/// Safe to use from many threads.
/// </remarks>
public sealed class ProfileHistory
{
    private readonly string? _folder;
    private readonly Lock _lock = new();
    private ImmutableSortedDictionary<(DateTime Period, string Key), ProfilePeriod> _periods;

    private ProfileHistory(string? folder)
    {
        _folder = folder;
        _periods = ImmutableSortedDictionary<(DateTime Period, string Key), ProfilePeriod>.Empty.WithComparers(Comparer<(DateTime Period, string Key)>.Create((a, b) => a.Period.CompareTo(b.Period) is not 0 and var order ? order : string.CompareOrdinal(a.Key, b.Key)));
    }

    /// <summary>The folder; null where the history is in memory only.</summary>
    public string? Folder => _folder;

    /// <summary>All periods of all keys, in their order.</summary>
    public ImmutableArray<ProfilePeriod> Periods => [.. Read().Values];

    /// <summary>The keys there are, in ordinal order.</summary>
    public ImmutableArray<string> Keys => [.. Read().Keys.Select(place => place.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Opens the history in a folder, which is made if it is not there.</summary>
    /// <param name="folder">The folder; files in it that are not of a history are passed over.</param>
    /// <exception cref="MlopsException">MLO3114: a file of the history is damaged; the message names it.</exception>
    public static ProfileHistory Open(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var history = new ProfileHistory(Path.GetFullPath(folder));
        Directory.CreateDirectory(history._folder!);
        history.Refresh();
        return history;
    }

    /// <summary>A history that is kept in memory only.</summary>
    public static ProfileHistory InMemory() => new(null);

    /// <summary>Adds the metrics of a profile (<see cref="ProfileMetrics"/>). What the profile may not show is not kept.</summary>
    /// <param name="period">The day or moment that names the period: its beginning, by custom.</param>
    /// <param name="report">The profile.</param>
    /// <param name="key">The name of the series, such as a table or a segment of it: at most 100 of a-z, 0-9, '-', '_' and '.'; empty where there is one only.</param>
    /// <exception cref="MlopsException">MLO3113: the period is there already.</exception>
    /// <exception cref="ArgumentException">The key cannot name a file.</exception>
    public ProfilePeriod Append(DateTime period, ProfileReport report, string key = "") => Append(period, ProfileMetrics.Of(report), key);

    /// <summary>Adds the metrics of a profile and the summary itself, so that a week can be had as the merge of its days (<see cref="Summary"/>). A summary holds values of the table, whatever its report may show.</summary>
    /// <param name="period">The day or moment that names the period.</param>
    /// <param name="summary">The summary; nothing is added to it afterwards.</param>
    /// <param name="key">The name of the series.</param>
    /// <exception cref="MlopsException">MLO3113: the period is there already; MLO3115: the history is in memory only.</exception>
    public ProfilePeriod Append(DateTime period, ProfileSummary summary, string key = "")
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (_folder is null) throw new MlopsException("MLO3115", "A history in memory keeps metrics and no summaries. Open one in a folder, ProfileHistory.Open(folder), or append the report.");
        PeriodFile.CheckKey(key);
        RequireNew(period, key);
        (string file, string hash) = SummaryFiles.Write(_folder, PeriodFile.NameOf(period, key), summary);
        return Add(new ProfilePeriod { Period = period, Key = key, Metrics = ProfileMetrics.Of(summary.ToReport()), SummaryFile = file, SummaryHash = hash });
    }

    /// <summary>Adds numbers of your own: the metric of a model, the cost of a run.</summary>
    /// <param name="period">The day or moment that names the period.</param>
    /// <param name="metrics">The numbers, each name and column once; those that are not finite are left out.</param>
    /// <param name="key">The name of the series.</param>
    /// <exception cref="MlopsException">MLO3113: the period is there already.</exception>
    /// <exception cref="ArgumentException">The key cannot name a file, or a metric is given twice.</exception>
    public ProfilePeriod Append(DateTime period, IEnumerable<ProfileMetric> metrics, string key = "")
    {
        ArgumentNullException.ThrowIfNull(metrics);
        PeriodFile.CheckKey(key);
        ProfilePeriod one = Of(period, metrics, key);
        RequireNew(period, key);
        return Add(one);
    }

    /// <summary>Reads what other processes have appended since.</summary>
    /// <exception cref="MlopsException">MLO3114: a file of the history is damaged; the message names it.</exception>
    public void Refresh()
    {
        if (_folder is null) return;
        ImmutableSortedDictionary<(DateTime Period, string Key), ProfilePeriod> known = Read();
        var names = known.Keys.Select(place => PeriodFile.NameOf(place.Period, place.Key)).ToHashSet(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(_folder, "*" + PeriodFile.Extension).Where(path => PeriodFile.IsName(Path.GetFileNameWithoutExtension(path)) && !names.Contains(Path.GetFileNameWithoutExtension(path))))
        {
            ProfilePeriod period = PeriodFile.Read(path);
            lock (_lock) _periods = _periods.SetItem((period.Period, period.Key), period);
        }
    }

    /// <summary>A metric over the periods, one series for every column and key that has it.</summary>
    /// <param name="metric">The metric, such as <c>column.missing_share</c>.</param>
    /// <param name="column">The column; null for all.</param>
    /// <param name="from">The first period; null for the first there is.</param>
    /// <param name="to">The last period; null for the last there is.</param>
    /// <param name="key">The key; null for all.</param>
    public ImmutableArray<ProfileMetricSeries> Metrics(string metric, string? column = null, DateTime? from = null, DateTime? to = null, string? key = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(metric);
        ImmutableArray<string> keys = key is null ? Keys : [key];
        return [.. keys.SelectMany(one => HistoryJudge.Series(one, Within(one, from, to))).Where(series => series.Metric == metric && (column is null || series.Column == column))];
    }

    /// <summary>The summary of several periods as one: of the days of a week.</summary>
    /// <param name="from">The first period.</param>
    /// <param name="to">The last period, included.</param>
    /// <param name="key">The key.</param>
    /// <param name="metrics">The metrics of <see cref="ProfileOptions.Metrics"/>, which are code: without one the number of several periods together is not known.</param>
    /// <exception cref="MlopsException">MLO3116: there is no period, or one without a summary; MLO3114: a summary is damaged.</exception>
    /// <exception cref="ArgumentException">The summaries are of different columns or options.</exception>
    public ProfileSummary Summary(DateTime from, DateTime to, string key = "", IEnumerable<ColumnMetric>? metrics = null)
    {
        ImmutableArray<ProfilePeriod> periods = Within(key, from, to);
        if (periods.Length == 0) throw new MlopsException("MLO3116", $"The history has no period{(key.Length == 0 ? "" : $" of the key '{key}'")} from {AnomalyFindings.Day(from)} to {AnomalyFindings.Day(to)}.{(Keys is [var other, ..] && !Keys.Contains(key, StringComparer.Ordinal) ? $" It has the key '{other}'." : "")}");
        if (periods.FirstOrDefault(period => !period.HasSummary) is { } without) throw new MlopsException("MLO3116", $"The period {AnomalyFindings.Day(without.Period)} was appended without its summary. Append a ProfileSummary and not a report, to merge periods later.");
        ColumnMetric[]? own = metrics?.ToArray();
        ProfileSummary whole = SummaryFiles.Read(_folder!, periods[0], own);
        foreach (ProfilePeriod period in periods.Skip(1)) whole.Merge(SummaryFiles.Read(_folder!, period, own));
        return whole;
    }

    /// <summary>Judges periods of the history, each by those before it; by default the last alone.</summary>
    /// <param name="options">The rules and the periods; the defaults when null.</param>
    /// <param name="key">The key whose periods are judged.</param>
    /// <param name="cancellationToken">Honoured between metrics.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public AnomalyReport Check(AnomalyOptions? options = null, string key = "", CancellationToken cancellationToken = default)
    {
        options ??= new();
        options.Check();
        return HistoryJudge.Judge(key, Within(key, null, null), options, cancellationToken);
    }

    /// <summary>Judges a profile by the history before it is appended, or without appending it.</summary>
    /// <param name="period">The period it is of; periods of the history from then on are not looked at.</param>
    /// <param name="report">The profile.</param>
    /// <param name="options">The rules; the defaults when null.</param>
    /// <param name="key">The key whose periods it is judged by.</param>
    /// <param name="cancellationToken">Honoured between metrics.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    public AnomalyReport Judge(DateTime period, ProfileReport report, AnomalyOptions? options = null, string key = "", CancellationToken cancellationToken = default) => Judge(period, ProfileMetrics.Of(report), options, key, cancellationToken);

    /// <summary>Judges numbers of your own by the history.</summary>
    /// <param name="period">The period they are of.</param>
    /// <param name="metrics">The numbers.</param>
    /// <param name="options">The rules; the defaults when null.</param>
    /// <param name="key">The key whose periods they are judged by.</param>
    /// <param name="cancellationToken">Honoured between metrics.</param>
    public AnomalyReport Judge(DateTime period, IEnumerable<ProfileMetric> metrics, AnomalyOptions? options = null, string key = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        options = (options ?? new()) with { From = period, To = period };
        options.Check();
        ImmutableArray<ProfilePeriod> before = [.. Within(key, null, null).Where(one => one.Period < period)];
        return HistoryJudge.Judge(key, [.. before, Of(period, metrics, key)], options, cancellationToken);
    }

    private static ProfilePeriod Of(DateTime period, IEnumerable<ProfileMetric> metrics, string key)
    {
        ImmutableArray<ProfileMetric> finite = [.. metrics.Where(metric => double.IsFinite(metric.Value)).Select(metric => double.IsFinite(metric.Noise) && metric.Noise >= 0 ? metric : metric with { Noise = 0 })];
        if (finite.FirstOrDefault(metric => string.IsNullOrWhiteSpace(metric.Name)) is not null) throw new ArgumentException("A metric has no name.", nameof(metrics));
        if (finite.GroupBy(metric => (metric.Name, metric.Column)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The metric '{twice.Key.Name}'{(twice.Key.Column is { } column ? $" of {column.Quoted()}" : "")} is given {twice.Count()} times. Give each once a period.", nameof(metrics));
        return new ProfilePeriod { Period = period, Key = key, Metrics = finite };
    }

    private ImmutableArray<ProfilePeriod> Within(string key, DateTime? from, DateTime? to)
    {
        ArgumentNullException.ThrowIfNull(key);
        return [.. Read().Values.Where(period => period.Key == key && (from is not { } first || period.Period >= first) && (to is not { } last || period.Period <= last))];
    }

    private void RequireNew(DateTime period, string key)
    {
        if (Read().ContainsKey((period, key))) throw Taken(period, key);
    }

    private ProfilePeriod Add(ProfilePeriod period)
    {
        if (_folder is not null && !NewFile.Write(Path.Combine(_folder, PeriodFile.NameOf(period.Period, period.Key) + PeriodFile.Extension), PeriodFile.Write(period))) throw Taken(period.Period, period.Key);
        lock (_lock)
        {
            if (_folder is null && _periods.ContainsKey((period.Period, period.Key))) throw Taken(period.Period, period.Key);
            _periods = _periods.SetItem((period.Period, period.Key), period);
        }

        return period;
    }

    private ImmutableSortedDictionary<(DateTime Period, string Key), ProfilePeriod> Read()
    {
        lock (_lock) return _periods;
    }

    private static MlopsException Taken(DateTime period, string key) => new("MLO3113", $"The history has the period {AnomalyFindings.Day(period)}{(key.Length == 0 ? "" : $" of the key '{key}'")} already. Periods are not changed: append under another key, or take the file out of the folder first.");
}
