-- What a task is about that follows a removal: RECEPTION, BELONGINGS, CHILDREN or WAGES.
alter table matter_task add column after_removal text;
