namespace Mlops.Sdk;

/// <summary>The verbs that hold data against rules.</summary>
public static class ValidationExtensions
{
    /// <summary>This source without the rows that break a rule, as <see cref="DataRules.Split"/> tells them, batch by batch. Nothing is read before the result is.</summary>
    /// <param name="source">The source.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="quarantine">Given the rows of each batch that are set aside, with the reasons; null drops them.</param>
    /// <param name="completed">Given the verdict on all rows once the source was read to its end.</param>
    /// <param name="options">Environment and limits; the defaults when null.</param>
    /// <param name="context">Threads and clock.</param>
    public static DataSource WithRules(this DataSource source, DataRules rules, Action<Dataset>? quarantine = null, Action<ValidationReport>? completed = null, ValidationOptions? options = null, RunContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rules);
        return new RuledSource(source, rules, quarantine, completed, options, context);
    }

    extension(Pipeline pipeline)
    {
        /// <summary>Adds a <see cref="RuleGate"/>: training stops when the data breaks a rule of severity error, and so does scoring at a row that breaks one.</summary>
        /// <param name="rules">The rules, in force in the environment <c>train</c> while fitting and <c>serve</c> while scoring.</param>
        /// <param name="options">The other options; their rules are replaced.</param>
        public Pipeline Require(DataRules rules, RuleGateOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(pipeline);
            ArgumentNullException.ThrowIfNull(rules);
            return pipeline.Add(new RuleGate((options ?? new()) with { Rules = rules }));
        }
    }
}
