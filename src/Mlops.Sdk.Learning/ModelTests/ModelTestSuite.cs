using System.Collections;
using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Tests that every version of a model must pass: run as a report, one by one in a test framework, or as a gate before a model is promoted.</summary>
/// <remarks>In xunit: a theory over the names of the suite, whose body is <c>suite[name].Run(model, data).ThrowIfFailed()</c>.</remarks>
public sealed class ModelTestSuite : IEnumerable<ModelTest>
{
    private readonly ImmutableArray<ModelTest> _tests;

    /// <summary>Puts tests together.</summary>
    /// <param name="tests">The tests, each with a name of its own.</param>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public ModelTestSuite(params IEnumerable<ModelTest> tests)
    {
        _tests = [.. tests];
        if (_tests.GroupBy(test => test.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two tests are called '{twice.Key}'. Give one another name: test with {{ Name = \"...\" }}.", nameof(tests));
    }

    /// <summary>The test of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ModelTest this[string name] => _tests.FirstOrDefault(test => test.Name == name)
        ?? throw new ArgumentException($"There is no test '{name}'. Tests: {string.Join("; ", Names)}.", nameof(name));

    /// <summary>The names of the tests, in order.</summary>
    public IEnumerable<string> Names => _tests.Select(test => test.Name);

    /// <summary>Runs every test.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Rows that it was not trained on, with the label where a test asks for it.</param>
    /// <param name="context">Seed and clock. The same seed gives the same results, but for the time that scoring takes.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">The data have no row, or a test names a column, a class or a metric that is not there.</exception>
    public ModelTestReport Run(FittedPipeline model, Dataset data, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        var subject = new ModelTestSubject(model, data, context ?? RunContext.Default, cancellationToken);
        return new ModelTestReport(model.Predictor!.Label, data.RowCount, [.. _tests.Select(test => test.RunCore(subject))]);
    }

    /// <inheritdoc/>
    public IEnumerator<ModelTest> GetEnumerator() => _tests.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
