namespace Mlops.Sdk;

/// <summary>One measure of how two columns go together.</summary>
/// <param name="Name">
/// <c>pearson</c>, <c>spearman</c>, <c>kendall</c> (tau-b): numbers, flags and timestamps, from -1 to 1. <c>cramers_v</c> (bias-corrected), <c>theils_u_ab</c> (the share of the uncertainty about A that B removes), <c>theils_u_ba</c>: categories, from 0 to 1.
/// <c>correlation_ratio</c> (eta): a category and a number. <c>phi_k</c> and <c>mutual_information</c> (as a share of the lesser entropy, Miller-Madow corrected, numbers cut into ten bins of equal count): any pair, from 0 to 1; there is no phi_k above 100 categories.
/// </param>
/// <param name="Value">The value; NaN where one of the columns does not vary in the rows that have both.</param>
/// <param name="Rows">The rows that it rests on: those that have both.</param>
/// <param name="StandardError">By how much a sample lets it miss the value of the whole table; 0 where all rows were used, NaN where no formula is known.</param>
public readonly record struct AssociationMeasure(string Name, double Value, long Rows, double StandardError);
