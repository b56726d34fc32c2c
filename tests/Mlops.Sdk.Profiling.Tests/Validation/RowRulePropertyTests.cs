using CsCheck;

namespace Mlops.Sdk.Profiling.Tests.Validation;

public sealed class RowRulePropertyTests
{
    [Fact]
    public void Validate_AnyRowRule_CountsTheRowsOfTheSlowModel() =>
        Gen.Select(AnyRules.Data, AnyRules.RowRule).Sample((data, rule) =>
        {
            bool?[] expected = [.. Enumerable.Range(0, data.RowCount).Select(row => SlowRules.Keeps(rule, data, row))];
            RuleResult result = Assert.Single(new DataRules(rule).Validate(data, new() { MaxExamples = 100 }).Results);
            int looked = expected.Count(one => one is not null), failing = expected.Count(one => one == false);
            Assert.True((looked, failing) == (result.CheckedRows, result.FailingRows), $"{rule}: {looked} rows, {failing} break it; found {result.CheckedRows}, {result.FailingRows}");
            Assert.Equal(failing == 0 ? RuleOutcome.Passed : RuleOutcome.Failed, result.Outcome);
            Assert.Equal(Enumerable.Range(0, data.RowCount).Where(row => expected[row] == false).Take(100).Select(row => (long)row), result.Examples.Select(example => example.Row));
        }, iter: 40);

    [Fact]
    public void Split_AnyRowRules_SetsAsideTheRowsOfTheSlowModel() =>
        Gen.Select(AnyRules.Data, AnyRules.RowRule.Array[1, 3]).Sample((data, all) =>
        {
            var rules = new DataRules(all);
            int[] aside = [.. Enumerable.Range(0, data.RowCount).Where(row => rules.Rules.Any(rule => SlowRules.Keeps(rule, data, row) == false))];
            SplitRows split = rules.Split(data);
            Assert.Equal(data.RowCount - aside.Length, split.Accepted.RowCount);
            Assert.Equal(aside.Select(row => (long)row), ((IntegerColumn)split.Quarantined["row_number"]).Values.ToArray());
            Assert.True(rules.Validate(split.Accepted).Passed);
            for (int i = 0; i < Math.Min(aside.Length, 20); i++)
                Assert.Equal(string.Join("; ", rules.Rules.Where(rule => SlowRules.Keeps(rule, data, aside[i]) == false).Select(rule => rule.Name)), split.Quarantined["failed_rules"].GetText(i));
        }, iter: 40);

    [Fact]
    public void Validate_AnyBatchesAndParts_IsTheValidationOfTheWhole() =>
        Gen.Select(AnyRules.Data, AnyRules.Set, Gen.Int[1, 90], Gen.Int[0, 100]).Sample((data, rules, batchRows, percent) =>
        {
            // Sums that overflow or cancel out have no digits that could agree.
            if (data.Columns.OfType<NumberColumn>().Any(column => column.Values.ToArray().Any(value => Math.Abs(value) > 1e100)))
                rules = rules.Remove(rule => rule is StatisticRule or CorrelationRule);
            ValidationReport whole = rules.Validate(data);
            if (data.RowCount > 1000) batchRows *= 100;
            var batched = new DataValidator(rules, data.Schema);
            foreach (Dataset batch in data.AsSource().ReadBatches(batchRows)) batched.Add(batch);
            Same(whole, batched.ToReport(), withExamples: true);
            int cut = data.RowCount * percent / 100;
            DataValidator first = new(rules, data.Schema), second = new(rules, data.Schema);
            first.Add(data.Slice(0, cut));
            second.Add(data.Slice(cut, data.RowCount - cut));
            first.Merge(second);
            Same(whole, first.ToReport(), withExamples: false);
        }, iter: 40);

    private static void Same(ValidationReport expected, ValidationReport actual, bool withExamples)
    {
        Assert.Equal(expected.RowCount, actual.RowCount);
        foreach ((RuleResult a, RuleResult b) in expected.Results.Zip(actual.Results))
        {
            Assert.Equal((a.Rule.Name, a.CheckedRows, a.FailingRows), (b.Rule.Name, b.CheckedRows, b.FailingRows));
            if (a.Observed is { } x && double.IsFinite(x) && Math.Abs(x) < 1e15)
            {
                Assert.Equal(x, b.Observed!.Value, 1e-9 * Math.Max(1, Math.Abs(x)));
                continue;
            }

            if (a.Observed is null) Assert.Equal((a.Outcome, a.Message), (b.Outcome, b.Message));
            if (withExamples) Assert.Equal(a.Examples, b.Examples);
        }
    }
}
