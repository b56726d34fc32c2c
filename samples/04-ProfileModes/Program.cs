// Profiles of tables whose rows count more or less. Run it from the root of the repository.
using Mlops.Sdk;

Dataset penguins = Dataset.FromCsv("samples/data/penguins/penguins.csv", new() { Label = "species" });

#region weights
Dataset weighted = penguins.Derive("weight", row => row.Text("island") == "Biscoe" ? 1 : 4).WithRole("weight", ColumnRole.Weight);
ProfileReport profile = weighted.Profile();
WeightedColumn mass = profile.Weights!["body_mass_g"]!;
Console.WriteLine($"{mass.Mean} and not {profile["body_mass_g"].Mean}; {profile.Weights.EffectiveRows} effective of {profile.RowCount} rows");
#endregion
