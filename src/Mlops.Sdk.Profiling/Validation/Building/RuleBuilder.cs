using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Collects rules one after the other; what is said of a rule (its severity, its share) is said of the last one.</summary>
/// <typeparam name="TSelf">The builder itself, so that calls can be chained.</typeparam>
public abstract class RuleBuilder<TSelf>
    where TSelf : RuleBuilder<TSelf>
{
    private readonly List<Rule> _rules = [];

    private protected RuleBuilder()
    {
    }

    /// <summary>The rules so far.</summary>
    public ImmutableArray<Rule> Rules => [.. _rules];

    /// <summary>Adds a rule as it is.</summary>
    /// <param name="rule">The rule.</param>
    public TSelf Add(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rules.Add(rule);
        return (TSelf)this;
    }

    /// <summary>The last rule has to be kept by this share of the rows only.</summary>
    /// <param name="share">Above 0 to 1.</param>
    public TSelf Mostly(double share) => Change(rule => rule with { Mostly = share });

    /// <summary>How much it matters when the last rule is broken.</summary>
    /// <param name="severity">The severity.</param>
    public TSelf Severity(Severity severity) => Change(rule => rule with { Severity = severity });

    /// <summary>The last rule is in force in these environments only.</summary>
    /// <param name="environments">Such as <c>train</c> or <c>serve</c>.</param>
    public TSelf Environments(params IEnumerable<string> environments)
    {
        ArgumentNullException.ThrowIfNull(environments);
        ValueList<string> names = new(environments.Select(name => string.IsNullOrWhiteSpace(name) ? throw new ArgumentException("An environment has a name.", nameof(environments)) : name));
        return Change(rule => rule with { Environments = names });
    }

    /// <summary>Whether a row that breaks the last rule is set aside and stops scoring.</summary>
    /// <param name="setAside">True, or false to leave such rows where they are.</param>
    public TSelf SetAside(bool setAside = true) => Change(rule => rule with { SetAside = setAside });

    /// <summary>The name by which reports call the last rule.</summary>
    /// <param name="name">The name.</param>
    public TSelf Name(string name) => Change(rule => rule with { Name = name });

    /// <summary>What the last rule is for.</summary>
    /// <param name="description">A sentence.</param>
    public TSelf Description(string description) => Change(rule => rule with { Description = description });

    /// <summary>Who is to be asked about the last rule.</summary>
    /// <param name="owner">A name or an address.</param>
    public TSelf Owner(string owner) => Change(rule => rule with { Owner = owner });

    /// <summary>The last rule is looked at only in the rows that keep a condition.</summary>
    /// <param name="condition">A rule about single rows, such as <c>Rule.InSet("country", "US")</c>.</param>
    public TSelf When(Rule condition) => Change(rule => Rule.When(condition, rule));

    private TSelf Change(Func<Rule, Rule> change)
    {
        if (_rules.Count == 0) throw new InvalidOperationException("There is no rule yet that this could be said of. Add a rule first.");
        _rules[^1] = change(_rules[^1]);
        return (TSelf)this;
    }
}
