using System.Text.Json.Nodes;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Evaluation;

/// <summary>history-calibration [--repeats R] [--series N] [--rate A] [--rule automatic|robust_z|trend|weekly_trend|online_normal]: how often a rule, the default one unless said otherwise, alarms on the next day of a made history, when nothing is wrong and when something is.</summary>
internal static class HistoryCalibrationVerb
{
    private static readonly DateTime s_first = new(2026, 1, 5);

    private static readonly (string Name, Func<int, double, RandomStream, double> Next)[] s_kinds =
    [
        ("stationary", (_, _, random) => random.NextGaussian()),
        ("weekly", (day, _, random) => random.NextGaussian() + (day % 7 >= 5 ? -6 : 0)),
        ("autocorrelated 0.5", (_, last, random) => (0.5 * last) + (Math.Sqrt(0.75) * random.NextGaussian())),
        ("drift of 0.2 a day", (day, _, random) => (0.2 * day) + random.NextGaussian()),
        ("weekly drift of 0.2", (day, _, random) => (0.2 * day) + (day % 7 >= 5 ? -6 : 0) + random.NextGaussian()),
        ("heavy tails (t5)", (_, _, random) => random.NextGaussian() / Math.Sqrt(Enumerable.Range(0, 5).Sum(_ => Math.Pow(random.NextGaussian(), 2)) / 5) * Math.Sqrt(0.6)),
    ];

    private static readonly (string Name, int Metric, Func<double, double> Change)[] s_faults =
    [
        ("rows halve", 0, value => value / 2),
        ("missing share doubles, 2 % to 4 %", 1, value => value * 2),
        ("missing share doubles, 10 % to 20 %", 2, value => value * 2),
        ("mean moves by 3 standard deviations of its days", 3, value => value + (3 * 0.05)),
        ("mean moves by 6 standard deviations of its days", 3, value => value + (6 * 0.05)),
        ("mean moves by 3 standard deviations of the column", 3, value => value + 3),
    ];

    public static JsonResult Run(Arguments arguments, CancellationToken cancellationToken)
    {
        int repeats = (int)arguments.Number("repeats", 200), series = (int)arguments.Number("series", 50);
        double rate = arguments.Number("rate", 0.01);
        string name = arguments.Text("rule") ?? "automatic";
        AnomalyRule rule = Rule(name, rate, series);
        var result = new JsonResult();
        var alarms = new JsonArray();
        foreach ((string kind, Func<int, double, RandomStream, double> next) in s_kinds)
        {
            foreach (int periods in (int[])[14, 30, 60, 90, 180, 365])
            {
                (int families, long checks) = (0, 0);
                for (int i = 0; i < repeats; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    int found = Usual(RandomStream.For(arguments.Seed, $"{kind} {periods} {i}"), next, series, periods, rule);
                    families += found > 0 ? 1 : 0;
                    checks += found;
                }

                Console.WriteLine($"{kind,-20} {periods,4} days: a false alarm in {(double)families / repeats,7:P2} of days over {series} metrics, {(double)checks / repeats / series:P4} of metrics");
                alarms.Add(new JsonObject { ["kind"] = kind, ["periods"] = periods, ["family_rate"] = (double)families / repeats, ["rate"] = (double)checks / repeats / series });
            }
        }

        result.Set("false_alarms", alarms);
        result.Set("breaks", Breaks(arguments.Seed, repeats, rule, cancellationToken));
        if (name == "automatic") result.Set("power", Power(arguments.Seed, repeats, rate, cancellationToken));
        return result;
    }

    // With a threshold the rate is of one metric: it is shared out here, as the automatic rule does by itself.
    private static AnomalyRule Rule(string name, double rate, int series)
    {
        double threshold = Math.Min(8, Normal.Quantile(1 - (rate / series / 2)));
        return name switch
        {
            "automatic" => AnomalyRule.Automatic(rate),
            "robust_z" => AnomalyRule.RobustZ(threshold),
            "trend" => AnomalyRule.Trend(threshold),
            "weekly_trend" => AnomalyRule.Trend(threshold, period: 7),
            "online_normal" => AnomalyRule.OnlineNormal(threshold),
            _ => throw new ArgumentException($"There is no rule '{name}': automatic, robust_z, trend, weekly_trend, online_normal.", nameof(name)),
        };
    }

    // One metric that grew by 0.2 of its noise a day for 90 days.
    private static JsonArray Breaks(ulong seed, int repeats, AnomalyRule rule, CancellationToken cancellationToken)
    {
        var breaks = new JsonArray();
        foreach ((string what, double change) in ((string, double)[])[("goes on", 0), ("falls back by a week and four deviations", -5.4), ("falls back by eight deviations", -8), ("jumps ahead by eight deviations", 8)])
        {
            int found = 0;
            for (int i = 0; i < repeats; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                RandomStream random = RandomStream.For(seed, $"break {i}");
                ProfileHistory history = ProfileHistory.InMemory();
                for (int day = 0; day < 90; day++) history.Append(s_first.AddDays(day), [new ProfileMetric("m", null, (0.2 * day) + random.NextGaussian())]);
                found += history.Judge(s_first.AddDays(90), [new ProfileMetric("m", null, 18 + random.NextGaussian() + change)], new() { Rules = [rule] }, cancellationToken: cancellationToken).Anomalies.Length;
            }

            Console.WriteLine($"a metric that drifts {what}: alarm in {(double)found / repeats:P1}");
            breaks.Add(new JsonObject { ["break"] = what, ["alarms"] = (double)found / repeats });
        }

        return breaks;
    }

    private static int Usual(RandomStream random, Func<int, double, RandomStream, double> next, int series, int periods, AnomalyRule rule)
    {
        var last = new double[series];
        ProfileMetric[] Day(int day) => [.. Enumerable.Range(0, series).Select(i => new ProfileMetric($"m{i}", null, last[i] = next(day, last[i], random)))];
        ProfileHistory history = ProfileHistory.InMemory();
        for (int day = 0; day < periods; day++) history.Append(s_first.AddDays(day), Day(day));
        return history.Judge(s_first.AddDays(periods), Day(periods), new() { Rules = [rule] }).Anomalies.Length;
    }

    // Days of about 5,000 rows, fewer on weekends, of twenty columns; the faults are in the first of them.
    private static JsonArray Power(ulong seed, int repeats, double rate, CancellationToken cancellationToken)
    {
        var power = new JsonArray();
        foreach ((string name, int metric, Func<double, double> change) in s_faults)
        {
            foreach (int periods in (int[])[30, 90])
            {
                int found = 0;
                for (int i = 0; i < repeats; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    RandomStream random = RandomStream.For(seed, $"{name} {periods} {i}");
                    ProfileHistory history = ProfileHistory.InMemory();
                    for (int day = 0; day < periods; day++) history.Append(s_first.AddDays(day), Day(random, day));
                    ProfileMetric[] faulty = Day(random, periods);
                    faulty[metric] = faulty[metric] with { Value = change(faulty[metric].Value) };
                    found += history.Judge(s_first.AddDays(periods), faulty, new() { Rules = [AnomalyRule.Automatic(rate)] }, cancellationToken: cancellationToken).Anomalies.Any(anomaly => anomaly.Metric == faulty[metric].Name && anomaly.Column == faulty[metric].Column) ? 1 : 0;
                }

                Console.WriteLine($"{name}, {periods} days: found in {(double)found / repeats:P1}");
                power.Add(new JsonObject { ["fault"] = name, ["periods"] = periods, ["power"] = (double)found / repeats });
            }
        }

        return power;
    }

    private static ProfileMetric[] Day(RandomStream random, int day)
    {
        double rows = Math.Round(5000 * (day % 7 >= 5 ? 0.6 : 1) * Math.Exp(0.05 * random.NextGaussian()));
        ProfileMetric Missing(string column, double share)
        {
            double today = Math.Clamp(share * Math.Exp(0.1 * random.NextGaussian()), 0, 1);
            return new("column.missing_share", column, Math.Clamp(today + (Math.Sqrt(today * (1 - today) / rows) * random.NextGaussian()), 0, 1), 0.5 / Math.Sqrt(rows));
        }

        var metrics = new List<ProfileMetric> { new("table.rows", null, rows), Missing("c0", 0.02), Missing("c1", 0.1), new("column.mean", "c0", 10 + (0.05 * random.NextGaussian()), 1 / Math.Sqrt(rows)) };
        for (int i = 2; i < 20; i++)
        {
            metrics.Add(Missing($"c{i}", 0.05));
            metrics.Add(new("column.mean", $"c{i}", 10 + (0.05 * random.NextGaussian()), 1 / Math.Sqrt(rows)));
        }

        for (int i = 0; i < 20; i++) metrics.Add(new("column.std", $"c{i}", Math.Exp(0.02 * random.NextGaussian()), Math.Sqrt(0.5 / rows)));
        return [.. metrics];
    }
}
