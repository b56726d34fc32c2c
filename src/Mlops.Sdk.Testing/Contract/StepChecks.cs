namespace Mlops.Sdk.Testing;

internal static class StepChecks
{
    public static void Run(ContractChecks checks, Step step, Dataset train)
    {
        Pipeline pipeline = Pipeline.Empty.Add(step);
        FittedPipeline model = pipeline.Fit(train, SavedState.Context());
        FittedStep fitted = model.Steps[0];
        Dataset output = fitted.Transform(train);
        checks.Check("fit does not change its input", () => Same(train, Unchanged(train, () => step.Fit(train, SavedState.Context()))));
        checks.Check("the same seed gives the same bits on one thread and on four", () => SameBytes(SavedState.Save(model), SavedState.Save(pipeline.Fit(train, SavedState.Context(threads: 1))), SavedState.Save(pipeline.Fit(train, SavedState.Context(threads: 4)))));
        PlaceChecks.Run(checks, train, moved =>
        {
            FittedPipeline other = pipeline.Fit(moved, SavedState.Context());
            SameBytes(SavedState.Save(model), SavedState.Save(other));
            Same(output, other.Steps[0].Transform(moved));
        });
        checks.Check("a fit on other data leaves no trace", () =>
        {
            pipeline.Fit(train.Slice(train.RowCount / 3, train.RowCount / 2), SavedState.Context(seed: 8));
            SameBytes(SavedState.Save(model), SavedState.Save(pipeline.Fit(train, SavedState.Context())));
        });
        checks.Check("what training sees has the rows and columns of the output", () =>
        {
            Dataset shown = step.FitTransform(train, SavedState.Context()).TrainingOutput!;
            ContractChecks.Require(shown.RowCount == train.RowCount, $"{train.RowCount} rows became {shown.RowCount}");
            ContractChecks.Require(shown.Schema.Select(field => field.Name).SequenceEqual(output.Schema.Select(field => field.Name)), $"training sees {shown.Schema}; later rows have {output.Schema}");
        });
        checks.Check("permuted labels yield no gain", () => GainChecks.Step(step, train));
        checks.Check("a culture does not change what is learnt", () => SameBytes(SavedState.Save(model), ContractChecks.InCulture("tr-TR", () => SavedState.Save(pipeline.Fit(train, SavedState.Context())))));
        checks.Check("transform keeps the rows", () => ContractChecks.Require(output.RowCount == train.RowCount, $"{train.RowCount} rows became {output.RowCount}"));
        checks.Check("one row alone gets the same answer as in a batch", () =>
        {
            for (int row = 0; row < train.RowCount; row += 17) Same(output.Slice(row, 1), fitted.Transform(train.Slice(row, 1)));
        });
        checks.Check("transform does not need the label", () => WithoutLabel(train, output, fitted));
        checks.Check("extra columns pass through and the order of columns does not matter", () =>
        {
            Dataset extra = train.With(new NumberColumn("zz_extra", new double[train.RowCount]));
            Dataset reversed = extra.Select(extra.Schema.Select(field => field.Name).Reverse());
            Dataset result = fitted.Transform(reversed);
            ContractChecks.Require(result.Schema.Contains("zz_extra"), "an extra column is lost");
            Same(output.Select(output.Schema.Select(f => f.Name).Order(StringComparer.Ordinal)), result.Drop("zz_extra").Select(output.Schema.Select(f => f.Name).Order(StringComparer.Ordinal)));
        });
        checks.Check("a missing column is one exception that names it", () =>
        {
            foreach (Field input in fitted.Inputs.Take(3))
                ContractChecks.RequireThrows<SchemaMismatchException>(() => fitted.Transform(train.Drop(input.Name)), input.Name);
        });
        checks.Check("missing and mistyped columns are one exception that names them all", () => Mismatch(fitted.Inputs, train, data => fitted.Transform(data)));
        checks.Check("no rows give no rows", () => ContractChecks.Require(fitted.Transform(train.Slice(0, 0)).RowCount == 0, "rows appeared"));
        checks.Check("the output schema is told before", () =>
        {
            string[] told = [.. fitted.OutputSchema(train.Schema).Select(field => $"{field.Name}:{field.Type}:{field.Role}")], got = [.. output.Schema.Select(field => $"{field.Name}:{field.Type}:{field.Role}")];
            ContractChecks.Require(told.SequenceEqual(got), $"told {string.Join(", ", told)}; got {string.Join(", ", got)}");
        });
        checks.Check("the schema told before fitting covers what comes out", () =>
        {
            Schema told = step.Propagate(train.Schema);
            foreach (Field field in output.Schema)
                ContractChecks.Require(told.Contains(field.Name) || told.Any(family => family.IsFamily && field.Name.StartsWith(family.Name + "=", StringComparison.Ordinal)), $"'{field.Name}' was not told");
        });
        checks.Check("a loaded step gives the same bits and saves to the same bytes", () =>
        {
            byte[] bundle = SavedState.Save(model);
            FittedPipeline loaded = SavedState.Load(bundle);
            Same(output, loaded.Steps[0].Transform(train));
            SameBytes(bundle, SavedState.Save(loaded));
        });
        checks.Check("many threads at once get the right answer", () => Parallel.For(0, 8, _ => Same(output, fitted.Transform(train))));
        checks.Check("strange data is defined", () => Strange(step, train));
        checks.Check("strange rows are transformed row for row", () =>
        {
            foreach (Dataset strange in StrangeData.Of(train))
                ContractChecks.Allows(() => StrangeRows(fitted, strange));
        });
        WorkChecks.Run(checks, step, train, (data, context, cancellation) => step.Fit(data, context, cancellation).Report);
        checks.Check("the report shows itself", () => Rendered(fitted.Report));
    }

    internal static Dataset Unchanged(Dataset data, Action work)
    {
        Dataset copy = data.Take([.. Enumerable.Range(0, data.RowCount)]);
        work();
        return copy;
    }

    internal static void Same(Dataset expected, Dataset actual)
    {
        string? difference = SameBits.Difference(expected, actual);
        ContractChecks.Require(difference is null, difference ?? "");
    }

    internal static void SameBytes(byte[] first, params byte[][] others) =>
        ContractChecks.Require(others.All(other => first.AsSpan().SequenceEqual(other)), "the saved bytes differ");

    internal static void Rendered(Report report)
    {
        ContractChecks.Require(report.ToString().Length > 0 && report.ToMarkdown().Length > 0, "the text is empty");
        ContractChecks.Require(report.ToString().Split('\n').Length <= 50, "the text does not fit one screen");
        string html = report.ToHtml();
        ContractChecks.Require(html.Contains("</html>", StringComparison.Ordinal), "the HTML is not whole");
        ContractChecks.Require(!html.Contains("<script", StringComparison.OrdinalIgnoreCase), "the HTML has a script");
        using var json = System.Text.Json.JsonDocument.Parse(report.ToJson());
    }

    private static void StrangeRows(FittedStep fitted, Dataset strange)
    {
        Dataset made = fitted.Transform(strange);
        ContractChecks.Require(made.RowCount == strange.RowCount, "rows are gone");
        for (int row = 0; row < strange.RowCount; row += 55) Same(made.Slice(row, 1), fitted.Transform(strange.Slice(row, 1)));
        RequireFinite(fitted, strange, made);
    }

    // Infinite comes of infinite alone.
    private static void RequireFinite(FittedStep fitted, Dataset before, Dataset after)
    {
        var infinite = new bool[before.RowCount];
        foreach (Field input in fitted.Inputs.Where(input => before[input.Name] is NumberColumn))
        {
            ReadOnlySpan<double> values = before[input.Name].ToNumbers().Span;
            for (int row = 0; row < values.Length; row++) infinite[row] |= double.IsInfinity(values[row]);
        }

        string[] read = [.. fitted.Inputs.Select(input => input.Name)];
        foreach (NumberColumn column in after.Columns.OfType<NumberColumn>().Where(column => read.Contains(column.Name) || !before.Schema.Contains(column.Name)))
        {
            for (int row = 0; row < infinite.Length; row++)
                ContractChecks.Require(infinite[row] || !double.IsInfinity(column.Values[row]), $"row {row} of '{column.Name}' is infinite, and no number that it was made of is");
        }
    }

    internal static void Strange(Step step, Dataset train)
    {
        foreach (Dataset strange in StrangeData.Of(train))
        {
            ContractChecks.Allows(() =>
            {
                FittedStep fitted = step.Fit(strange, SavedState.Context());
                fitted.Transform(train);
                fitted.Transform(strange);
                Rendered(fitted.Report);
            });
        }
    }

    internal static void Mismatch(IEnumerable<Field> inputs, Dataset train, Action<Dataset> apply)
    {
        Field[] needed = [.. inputs];
        if (needed.Length == 0) return;
        Dataset none = new(new NumberColumn("zz_other", new double[train.RowCount]));
        foreach (Field input in needed) ContractChecks.RequireThrows<SchemaMismatchException>(() => apply(none), $"'{input.Name}'");

        // No text spells a number, a flag or a time here, and no fraction is a category.
        Field[] typed = [.. needed.Where(input => input.Type != ColumnType.Text)];
        Dataset wrong = train.With(typed.Select(input => input.Type == ColumnType.Category
            ? (Column)new NumberColumn(input.Name, Enumerable.Repeat(0.5, train.RowCount).ToArray())
            : TextColumn.FromValues(input.Name, Enumerable.Repeat("no such value", train.RowCount))));
        foreach (Field input in typed) ContractChecks.RequireThrows<SchemaMismatchException>(() => apply(wrong), $"'{input.Name}'");
    }

    private static void WithoutLabel(Dataset train, Dataset output, FittedStep fitted)
    {
        if (train.Schema.Label is not { } label) return;
        Same(output.Drop(label.Name), fitted.Transform(train.Drop(label.Name)));
    }
}
